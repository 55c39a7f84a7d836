import { createPrivateKey, createPublicKey, getDiffieHellman } from 'node:crypto';
import { derContents, derInteger, derTag, derValue } from './der.js';

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
  const version = derInteger(Buffer.from([0]));
  const privateValue = derValue(derTag.octetString, derInteger(exponent));
  const pkcs8 = derValue(derTag.sequence, version, algorithm, privateValue);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return lastInteger(spki)
    .toString(16)
    .padStart(prime.length * 2, '0');
}

/** The INTEGER inside the BIT STRING that ends a SubjectPublicKeyInfo. */
function lastInteger(subjectPublicKeyInfo: Buffer): bigint {
  const [members = subjectPublicKeyInfo] = derContents(subjectPublicKeyInfo);
  const [, bits = members] = derContents(members);
  // The first byte of a bit string counts the bits left over at its end; there are none.
  const [integer = bits] = derContents(bits.subarray(1));
  return BigInt(`0x${integer.toString('hex')}`);
}
