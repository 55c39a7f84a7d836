import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { derInteger, derTag, derValue } from '../der.js';

/** sha256WithRSAEncryption (RFC 8017 appendix C), with the NULL that goes with it. */
const signatureAlgorithm = derValue(
  derTag.sequence,
  Buffer.from('06092a864886f70d01010b', 'hex'),
  Buffer.from('0500', 'hex'),
);
const commonName = derValue(derTag.objectIdentifier, Buffer.from('550403', 'hex'));

/**
 * An X.509 certificate that a key signs for itself (RFC 5280 §4.1).
 * @param name what it calls its owner, who also is its issuer
 * @param privateKeyPem an RSA key
 * @returns DER
 */
export function selfSignedCertificate(
  name: string,
  privateKeyPem: string,
  validity: { readonly from: number; readonly until: number },
): Buffer {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const names = distinguishedName(name);
  const certified = derValue(
    derTag.sequence,
    derValue(derTag.version, derInteger(Buffer.from([2]))),
    derInteger(randomBytes(16)),
    signatureAlgorithm,
    names,
    derValue(derTag.sequence, time(validity.from), time(validity.until)),
    names,
    publicKey,
  );
  const signature = sign('sha256', certified, privateKey);
  const unusedBits = Buffer.from([0]);
  return derValue(
    derTag.sequence,
    certified,
    signatureAlgorithm,
    derValue(derTag.bitString, unusedBits, signature),
  );
}

function distinguishedName(name: string): Buffer {
  const text = derValue(derTag.utf8String, Buffer.from(name));
  const attribute = derValue(derTag.sequence, commonName, text);
  return derValue(derTag.sequence, derValue(derTag.set, attribute));
}

/** Years have two digits until 2049, and four from then on (RFC 5280 §4.1.2.5). */
function time(milliseconds: number): Buffer {
  const text = new Date(milliseconds)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:T]/g, '');
  return text < '2050'
    ? derValue(derTag.utcTime, Buffer.from(text.slice(2)))
    : derValue(derTag.generalizedTime, Buffer.from(text));
}
