import { createHash } from 'node:crypto';
import { partitionOf } from '../partition.js';
import { randomText } from '../random.js';

const digits = '0123456789';
const lowerCase = 'abcdefghijklmnopqrstuvwxyz';
const upperCase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The account everything belongs to; ARNs name it. */
export const accountId = '123456789012';

/** `<region>_` and nine letters and digits, the same for the same logical id wherever it is derived. */
export function poolIdFrom(region: string, poolLogicalId: string): string {
  const letters = derivedText(`user-pool/${poolLogicalId}`, digits + lowerCase + upperCase, 9);
  return `${region}_${letters}`;
}

/** Twenty-six lower-case letters and digits, the same for the same pair of logical ids. */
export function clientIdFrom(poolLogicalId: string, clientLogicalId: string): string {
  return derivedText(
    `user-pool-client/${poolLogicalId}/${clientLogicalId}`,
    lowerCase + digits,
    26,
  );
}

/** The id of a pool made by API. */
export const randomPoolId = (region: string) =>
  `${region}_${randomText(digits + lowerCase + upperCase, 9)}`;

/** The id of a client made by API. */
export const randomClientId = () => randomText(lowerCase + digits, 26);

/** What the passwords of all devices of a pool are hashed with: `-` and eight letters and digits, as Cognito's are. */
export const deviceGroupKeyFrom = (poolId: string) =>
  `-${derivedText(`device-group/${poolId}`, digits + lowerCase + upperCase, 8)}`;

export const userPoolArn = (region: string, poolId: string) =>
  `arn:${partitionOf(region)}:cognito-idp:${region}:${accountId}:userpool/${poolId}`;

/** The region a pool id begins with. */
export const regionOfPool = (poolId: string) => poolId.slice(0, poolId.lastIndexOf('_'));

/** What follows the `_` of a pool id; SRP calls it the pool's name. */
export const srpPoolName = (poolId: string) => poolId.slice(poolId.lastIndexOf('_') + 1);

function derivedText(seed: string, alphabet: string, length: number): string {
  let rest = BigInt(`0x${createHash('sha256').update(seed).digest('hex')}`);
  const base = BigInt(alphabet.length);
  let text = '';
  for (; text.length < length; rest /= base) text += alphabet.charAt(Number(rest % base));
  return text;
}
