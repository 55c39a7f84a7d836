import { createHash, createHmac } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { digitsOf, groupPrime, powerOf, powerOfGenerator } from './group-power.js';
import { padded } from './srp-group.js';

/**
 * The server's half of SRP as Cognito's clients speak it: RFC 5054's group of 3,072 bits with SHA-256, numbers hashed in
 * the form that reads as positive, and a key drawn from the common secret by HKDF (RFC 5869) with a text of its own.
 */

const hash = (...parts: readonly Buffer[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

const multiplier = BigInt(
  `0x${hash(padded(digitsOf(groupPrime)), Buffer.from([2])).toString('hex')}`,
);

/** B = k·v + g^b, the server's public value, in hexadecimal. */
export function serverPublicValue(verifier: string, secret: Buffer): string {
  const sum = multiplier * numberOf(verifier) + numberOf(powerOfGenerator(secret));
  return (sum % groupPrime).toString(16);
}

/** Whether a client's public value is one that a proof can be built on: A mod N must not be 0 (RFC 5054 §2.5.4). */
export const isUsablePublicValue = (hex: string) =>
  /^[0-9a-f]{1,1536}$/i.test(hex) && numberOf(hex) % groupPrime !== 0n;

export interface SrpExchange {
  /** The client's public value A and the server's B, in hexadecimal. */
  readonly clientPublic: string;
  readonly serverPublic: string;
  readonly serverSecret: Buffer;
  readonly verifier: string;
}

/** What a client that knows the password signs: names of pool and user, the secret block, the time. */
export interface SrpClaim {
  readonly message: readonly (string | Buffer)[];
  /** Base64. */
  readonly signature: string;
}

/** Whether the claim was signed with the key that only the password leads to. */
export function provesPassword(exchange: SrpExchange, { message, signature }: SrpClaim): boolean {
  const key = commonKey(exchange);
  if (key === undefined) return false;
  const mac = createHmac('sha256', key);
  for (const part of message) mac.update(part);
  return equalInConstantTime(mac.digest('base64'), signature);
}

/** The key of S = (A·v^u)^b; nothing for u = 0, which would leave the password out (RFC 5054 §2.5.3). */
function commonKey(exchange: SrpExchange): Buffer | undefined {
  const { clientPublic, serverPublic, serverSecret, verifier } = exchange;
  const scrambler = hash(padded(digitsAlone(clientPublic)), padded(digitsAlone(serverPublic)));
  if (scrambler.every((byte) => byte === 0)) return undefined;
  const factor = powerOf(verifier, scrambler);
  const base = (numberOf(clientPublic) * numberOf(factor)) % groupPrime;
  const secret = powerOf(digitsOf(base), serverSecret);
  const prk = createHmac('sha256', padded(digitsAlone(scrambler.toString('hex'))))
    .update(padded(numberOf(secret).toString(16)))
    .digest();
  return createHmac('sha256', prk).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
}

const numberOf = (hex: string) => BigInt(`0x${hex}`);

/** A number as clients write it: without zeros before it. */
const digitsAlone = (hex: string) => numberOf(hex).toString(16);
