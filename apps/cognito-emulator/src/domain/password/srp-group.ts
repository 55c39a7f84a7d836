import { createHash } from 'node:crypto';
import { srpPoolName } from '../pool/pool-ids.js';
import { powerOfGenerator } from './group-power.js';

/**
 * The verifier of a password, g^x mod N with x = H(pad(salt) | H(poolName | username | ":" | password)), as Cognito's
 * own SRP clients compute it. Takes about a millisecond.
 * @returns 768 hexadecimal digits
 */
export function srpVerifier(
  identity: { readonly poolId: string; readonly username: string },
  saltHex: string,
  password: string,
): string {
  const inner = createHash('sha256')
    .update(`${srpPoolName(identity.poolId)}${identity.username}:${password}`)
    .digest();
  const x = createHash('sha256').update(padded(saltHex)).update(inner).digest();
  return powerOfGenerator(x);
}

/** A number as bytes whose first bit is 0, so that it reads as positive in two's complement. */
export function padded(hex: string): Buffer {
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/i.test(even) ? `00${even}` : even, 'hex');
}
