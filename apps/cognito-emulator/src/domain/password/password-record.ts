import { randomBytes, randomFillSync } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { srpVerifier } from './srp-group.js';

/** What is kept of a password: enough to check it and to run SRP, not enough to tell it. */
export interface PasswordRecord {
  /** Hexadecimal; one for all passwords of a user, so that earlier ones can be compared with. */
  readonly salt: string;
  readonly verifier: string;
  /** Verifiers of earlier passwords, newest first. */
  readonly earlier: readonly string[];
  /** When a temporary password stops working; passwords of the user's own choice have none. */
  readonly temporaryUntil?: number | undefined;
}

interface Owner {
  readonly poolId: string;
  readonly username: string;
}

/** The record of a new password, remembering as many earlier ones as the pool's history asks for. */
export function newPasswordRecord(
  owner: Owner & { readonly password?: PasswordRecord | undefined },
  password: string,
  options: { readonly historySize?: number | undefined; readonly temporaryUntil?: number } = {},
): PasswordRecord {
  const before = hasUsableSalt(owner.password) ? owner.password : undefined;
  const salt = before?.salt ?? newSalt();
  const earlier = before === undefined ? [] : [before.verifier, ...before.earlier];
  return {
    salt,
    verifier: srpVerifier(owner, salt, password),
    earlier: earlier.slice(0, Math.max(0, (options.historySize ?? 0) - 1)),
    temporaryUntil: options.temporaryUntil,
  };
}

/**
 * A salt that doesn't begin with a byte of zeros: some SRP clients take it for a number and hash it without them, others
 * hash it as it is written.
 */
export function newSalt(): string {
  const salt = randomBytes(16);
  while (salt[0] === 0) randomFillSync(salt, 0, 1);
  return salt.toString('hex');
}

/** A salt for somebody who doesn't exist, from bytes that stay the same: in nothing unlike a real one. */
export function pretendedSalt(bytes: Buffer): string {
  const start = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(start, start + 16).toString('hex');
}

/**
 * Salts of before this was seen to may begin with zeros. A verifier made with one can't be turned into one that those
 * clients meet without the password, so the user's next password gets another salt, and with it a history that begins anew.
 */
const hasUsableSalt = (password: PasswordRecord | undefined) =>
  password?.salt.startsWith('00') === false;

export function isPassword(
  owner: Owner,
  record: PasswordRecord | undefined,
  password: string,
): boolean {
  const verifier = srpVerifier(owner, record?.salt ?? emptySalt, password);
  return equalInConstantTime(record?.verifier ?? '', verifier);
}

/** Whether a password is the present one or one of those remembered. */
export function wasUsedBefore(owner: Owner, record: PasswordRecord, password: string): boolean {
  const verifier = srpVerifier(owner, record.salt, password);
  return [record.verifier, ...record.earlier].some((known) => equalInConstantTime(known, verifier));
}

/** Keeps the answer for a user without a password, or none at all, as slow as any other. */
const emptySalt = '00'.repeat(16);
