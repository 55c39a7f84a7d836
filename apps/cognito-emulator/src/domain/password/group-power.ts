import {
  constants,
  createPrivateKey,
  createPublicKey,
  getDiffieHellman,
  type KeyObject,
  publicEncrypt,
} from 'node:crypto';
import { derContents, derInteger, derTag, derValue } from '../der.js';

/** The 3072-bit prime of RFC 5054 appendix A, which is group 15 of RFC 3526; the generator is 2. */
const prime = getDiffieHellman('modp15').getPrime();
const generator = Buffer.from([2]);

/** dhKeyAgreement of PKCS #3 with this group's prime and generator. */
const dhKeyAgreement = Buffer.from('06092a864886f70d010301', 'hex');
const algorithm = derValue(
  derTag.sequence,
  dhKeyAgreement,
  derValue(derTag.sequence, derInteger(prime), derInteger(generator)),
);

/**
 * g^x mod N, computed natively in about a millisecond, by asking for the public key that belongs to the private key
 * x. It goes through PKCS #8 because `createDiffieHellman(prime, 2)` tests the prime each time, which takes OpenSSL
 * 3.5 almost two seconds, while it knows the prime of a key it reads.
 *
 * @returns hexadecimal, two digits for each of the group's 384 bytes
 */
export function powerOfGenerator(exponent: Buffer): string {
  const spki = createPublicKey(privateKeyOf(exponent)).export({ type: 'spki', format: 'der' });
  return digitsOf(lastInteger(spki));
}

/**
 * base^x mod N, computed natively in about a millisecond: it is what RSA does to a message under the public key (N, x).
 * Diffie-Hellman would do it too, but first looks whether the base is in the group, which takes ten times as long.
 *
 * @param base hexadecimal, less than N
 * @returns hexadecimal, two digits for each of the group's 384 bytes
 */
export function powerOf(base: string, exponent: Buffer): string {
  const jwk = { kty: 'RSA', n: prime.toString('base64url'), e: exponent.toString('base64url') };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const message = Buffer.from(base.padStart(prime.length * 2, '0'), 'hex');
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, message).toString('hex');
}

/** The group's prime. */
export const groupPrime = BigInt(`0x${prime.toString('hex')}`);

/** A number below the prime as text of one length for all. */
export const digitsOf = (number: bigint) => number.toString(16).padStart(prime.length * 2, '0');

function privateKeyOf(exponent: Buffer): KeyObject {
  const version = derInteger(Buffer.from([0]));
  const privateValue = derValue(derTag.octetString, derInteger(exponent));
  const pkcs8 = derValue(derTag.sequence, version, algorithm, privateValue);
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
}

/** The INTEGER inside the BIT STRING that ends a SubjectPublicKeyInfo. */
function lastInteger(subjectPublicKeyInfo: Buffer): bigint {
  const [members = subjectPublicKeyInfo] = derContents(subjectPublicKeyInfo);
  const [, bits = members] = derContents(members);
  // The first byte of a bit string counts the bits left over at its end; there are none.
  const [integer = bits] = derContents(bits.subarray(1));
  return BigInt(`0x${integer.toString('hex')}`);
}
