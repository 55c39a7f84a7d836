import { invalidParameter } from '../errors.js';
import { digitsOf, groupPrime } from '../password/group-power.js';
import type { DeviceSecret } from './device.js';

/** More than the group's prime has, with the zero that some clients put in front. */
const mostBytes = 385;

/**
 * The secret a client registers for its device, both parts in base64 (SDK, DeviceSecretVerifierConfigType); none when it
 * registers none.
 * @throws InvalidParameterException for one that no password can belong to.
 */
export function deviceSecretFrom(
  given: {
    readonly PasswordVerifier?: string | undefined;
    readonly Salt?: string | undefined;
  } = {},
): DeviceSecret | undefined {
  const { PasswordVerifier, Salt } = given;
  if (PasswordVerifier === undefined && Salt === undefined) return undefined;
  const number = BigInt(`0x${hexOf(PasswordVerifier, 'PasswordVerifier')}`);
  // A verifier of 0 would make the common key of every exchange one that anybody knows.
  if (number === 0n || number >= groupPrime) throw invalid('PasswordVerifier');
  return { salt: hexOf(Salt, 'Salt'), verifier: digitsOf(number) };
}

function hexOf(text: string | undefined, member: string): string {
  if (text === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw invalid(member);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.length > mostBytes) throw invalid(member);
  return bytes.toString('hex');
}

const invalid = (member: string) =>
  invalidParameter(`Invalid ${member} in the device secret verifier configuration.`);
