import { createHmac, randomBytes } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';

/** An authenticator app that shares a secret with the pool. */
export interface SoftwareToken {
  /** Base32, as apps are given it. */
  readonly secret: string;
  /** Whether the user has shown a code of it. */
  readonly isVerified: boolean;
  readonly friendlyName?: string | undefined;
  /** The time step of the last code that was taken: no code works twice. */
  readonly lastStep?: number | undefined;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepSeconds = 30;
const stepsOfDrift = 1;

/** A new token with a secret of 256 bits. */
export function newSoftwareToken(): SoftwareToken {
  const bits = [...randomBytes(32)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  const secret = groups.map((group) => alphabet[parseInt(group.padEnd(5, '0'), 2)]).join('');
  return { secret, isVerified: false };
}

/** What comes of a code: the token after it was used, or what is wrong with it. */
export type JudgedCode = SoftwareToken | 'mismatch' | 'used';

/**
 * Judges a code. Codes are good once, for their own 30 seconds and the step on either side; with one of them, those
 * before it are used up too (RFC 6238 §5.2; developer guide, "TOTP software token MFA").
 */
export function judgedCode(
  token: SoftwareToken,
  code: string,
  nowMilliseconds: number,
): JudgedCode {
  const now = Math.floor(nowMilliseconds / 1_000 / stepSeconds);
  const key = bytesOf(token.secret);
  for (let step = now + stepsOfDrift; step >= now - stepsOfDrift; step -= 1)
    if (equalInConstantTime(codeAt(key, step), code))
      return step > (token.lastStep ?? -1) ? { ...token, lastStep: step } : 'used';
  return 'mismatch';
}

/** HOTP of six digits with SHA-1 (RFC 4226 §5.3). */
function codeAt(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return (number % 1_000_000).toString().padStart(6, '0');
}

function bytesOf(base32: string): Buffer {
  const bits = base32.replaceAll(/./g, (letter) =>
    alphabet.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}
