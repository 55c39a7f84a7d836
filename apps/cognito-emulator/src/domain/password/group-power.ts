import { createPrivateKey, createPublicKey, getDiffieHellman } from 'node:crypto';

/** The 3072-bit prime of RFC 5054 appendix A, which is group 15 of RFC 3526; the generator is 2. */
const prime = getDiffieHellman('modp15').getPrime();
const generator = Buffer.from([2]);

/**
 * g^x mod N, computed natively in about a millisecond, by asking for the public key that belongs to the private key
 * x. It goes through PKCS #8 because `createDiffieHellman(prime, 2)` tests the prime each time, which takes OpenSSL
 * 3.5 almost two seconds, while it knows the prime of a key it reads.
 *
 * @returns hexadecimal, two digits for each of the group's 384 bytes
 */
export function powerOfGenerator(exponent: Buffer): string {
  const der = sequence(
    integer(Buffer.from([0])),
    algorithm,
    tagged(octetString, integer(exponent)),
  );
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  // An INTEGER may have an octet of zero in front, or be short of some.
  const digits = prime.length * 2;
  return lastInteger(publicKey).toString('hex').padStart(digits, '0').slice(-digits);
}

// The few types of DER (ITU-T X.690) that a key of PKCS #3 is made of.
const integerTag = 0x02;
const octetString = 0x04;
const sequenceTag = 0x30;

/** dhKeyAgreement of PKCS #3 with this group's prime and generator. */
const dhKeyAgreement = Buffer.from('06092a864886f70d010301', 'hex');
const algorithm = sequence(dhKeyAgreement, sequence(integer(prime), integer(generator)));

function sequence(...members: readonly Buffer[]): Buffer {
  return tagged(sequenceTag, ...members);
}

/** A non-negative INTEGER: no superfluous zero in front, but one where the first bit would read as a sign. */
function integer(magnitude: Buffer): Buffer {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const bytes = first < 0 ? magnitude.subarray(-1) : magnitude.subarray(first);
  const sign = (bytes[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0);
  return tagged(integerTag, sign, bytes);
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** The INTEGER inside the BIT STRING that ends a SubjectPublicKeyInfo made with the algorithm above. */
function lastInteger(subjectPublicKeyInfo: Buffer): Buffer {
  const bitString = contentAt(
    subjectPublicKeyInfo,
    headerLength(subjectPublicKeyInfo, 0) + algorithm.length,
  );
  return contentAt(bitString, 1);
}

function contentAt(bytes: Buffer, offset: number): Buffer {
  return bytes.subarray(offset + headerLength(bytes, offset));
}

function headerLength(bytes: Buffer, offset: number): number {
  const first = bytes[offset + 1] ?? 0;
  return first < 0x80 ? 2 : 2 + (first & 0x7f);
}
