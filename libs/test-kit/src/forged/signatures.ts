import { encode, type Forge, type ForgedToken } from './forge.js';

/** Good tokens whose signature was touched, exchanged or made by someone else. */
export function forgedSignatures(forge: Forge): ForgedToken[] {
  const [header = '', payload = '', good = ''] = forge.token().split('.');
  const bytes = Buffer.from(good, 'base64url');
  const signed = (signature: Buffer | string) => {
    const text = typeof signature === 'string' ? signature : signature.toString('base64url');
    return `${header}.${payload}.${text}`;
  };
  const flipped = (position: number) => {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(position) ^ 1, position);
    return copy;
  };
  const otherPayload = encode(forge.claims({ sub: 'someone-else', username: 'someone-else' }));
  const otherHeader = encode(forge.header({ typ: 'JWT' }));
  const malformed: [string, string][] = [
    ['no signature', `${header}.${payload}`],
    ['an empty signature', signed('')],
    ['a signature in hexadecimal of odd length', signed(`${bytes.toString('hex')}a`)],
    ['a signature short of one character', signed(good.slice(0, -1))],
  ];
  const unfitting: [string, string][] = [
    ['a signature short of its last octet', signed(bytes.subarray(0, -1))],
    ['a signature short of its first octet', signed(bytes.subarray(1))],
    ['a signature cut in half', signed(bytes.subarray(0, bytes.length / 2))],
    ['one octet of signature', signed(bytes.subarray(0, 1))],
    ['a signature with an octet behind', signed(Buffer.concat([bytes, Buffer.alloc(1)]))],
    ['a signature with an octet in front', signed(Buffer.concat([Buffer.alloc(1), bytes]))],
    ['a signature twice', signed(Buffer.concat([bytes, bytes]))],
    ['a signature of zeros', signed(Buffer.alloc(bytes.length))],
    ['a signature of one', signed(Buffer.concat([Buffer.alloc(bytes.length - 1), Buffer.of(1)]))],
    ['a signature of all ones', signed(Buffer.alloc(bytes.length, 0xff))],
    ['the modulus for a signature', signed(forge.issuer.accessKey.publicJwk.n ?? '')],
    ['a signature with its first bit changed', signed(flipped(0))],
    ['a signature with its last bit changed', signed(flipped(bytes.length - 1))],
    ['a signature backwards', signed(Buffer.from(bytes).reverse())],
    ['the signature of another token', signed(forge.token().split('.')[2] ?? '')],
    ['another payload under a good signature', `${header}.${otherPayload}.${good}`],
    ['another header over a good signature', `${otherHeader}.${payload}.${good}`],
    ["an attacker's signature", forge.token(forge.header(), forge.claims(), forge.attackers)],
  ];
  return [
    ...malformed.map(([name, token]) => forge.form(name, token, 'malformed')),
    ...unfitting.map(([name, token]) => forge.form(name, token, 'signature')),
  ];
}
