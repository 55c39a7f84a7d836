import { createPublicKey, KeyObject, sign } from 'node:crypto';
import type { SigningKey } from './signing-key.js';

/** A certificate (RFC 5280 §4.1) in DER that a key makes out for itself, as an attacker would put it into `x5c`. */
export function selfSignedCertificate(key: SigningKey): Buffer {
  const privateKey = KeyObject.from(key.privateKey);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const algorithm = sequence(oid(sha256WithRsaEncryption), der(0x05));
  const name = sequence(der(0x31, sequence(oid(commonName), der(0x0c, Buffer.from('attacker')))));
  const validity = sequence(
    der(0x17, Buffer.from('200101000000Z')),
    der(0x17, Buffer.from('491231235959Z')),
  );
  const serialNumber = der(0x02, Buffer.of(1));
  const tbs = sequence(serialNumber, algorithm, name, validity, name, publicKey);
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', tbs, privateKey)]);
  return sequence(tbs, algorithm, der(0x03, signature));
}

const sha256WithRsaEncryption = '2a864886f70d01010b';
const commonName = '550403';

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...items: Buffer[]): Buffer {
  return der(0x30, ...items);
}

/** Tag, length and content (ITU-T X.690 §8.1). */
function der(tag: number, ...items: Buffer[]): Buffer {
  const content = Buffer.concat(items);
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}
