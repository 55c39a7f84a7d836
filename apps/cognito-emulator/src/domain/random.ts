import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const lowerCaseAndDigits = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A generated client secret: 51 characters, some 263 bits of chance. */
export const randomClientSecret = () => randomText(lowerCaseAndDigits, 51);

export const randomId = (): string => randomUUID();

/** Six digits, zeros in front included. */
export const randomCode = () => randomInt(0, 1_000_000).toString().padStart(6, '0');

/** Text that can't be guessed, for what a caller hands back to go on. */
export const randomHandle = () => randomBytes(64).toString('base64url');

/** A text of that many characters, each picked evenly from the alphabet. */
export function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
