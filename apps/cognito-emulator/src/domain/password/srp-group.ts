import { createHash, createPrivateKey, createPublicKey, getDiffieHellman } from 'node:crypto';
import { srpPoolName } from '../pool/pool-ids.js';
import { derContents, derInteger, derTag, derValue } from './der.js';

/** The 3072-bit prime of RFC 5054 appendix A, which is group 15 of RFC 3526; the generator is 2. */
const prime = getDiffieHellman('modp15').getPrime();

/** The algorithm of a Diffie-Hellman key in this group (PKCS #3 §9, RFC 3279 §2.3.3). */
const dhKeyAgreement = Buffer.from('06092a864886f70d010301', 'hex');
const algorithm = derValue(
  derTag.sequence,
  dhKeyAgreement,
  derValue(derTag.sequence, derInteger(prime), derInteger(Buffer.from([2]))),
);

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

/**
 * g^exponent mod N, computed by OpenSSL as the public half of the private key that the exponent is. Node's own
 * DiffieHellman class would do as well, but checks the prime each time it is made, which takes it seconds from Node 24 on.
 */
function powerOfGenerator(exponent: Buffer): string {
  const version = derInteger(Buffer.from([0]));
  const privateValue = derValue(derTag.octetString, derInteger(exponent));
  const pkcs8 = derValue(derTag.sequence, version, algorithm, privateValue);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const [keyInfo = spki] = derContents(spki);
  const [, bits = keyInfo] = derContents(keyInfo);
  // The first byte of a bit string counts the bits left over at its end; there are none.
  const [power = bits] = derContents(bits.subarray(1));
  return BigInt(`0x${power.toString('hex')}`)
    .toString(16)
    .padStart(768, '0');
}

/** A number as bytes whose first bit is 0, so that it reads as positive in two's complement. */
function padded(hex: string): Buffer {
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/i.test(even) ? `00${even}` : even, 'hex');
}
