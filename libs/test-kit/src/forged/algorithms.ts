import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
  sign,
} from 'node:crypto';
import type { SigningKey } from '../signing-key.js';
import { encode, type Forge, type ForgedToken, type Signer, spelled } from './forge.js';

/** Tokens under another algorithm than RS256 (RFC 8725 §3.1), or under its name and signed with another. */
export function forgedAlgorithms(forge: Forge): ForgedToken[] {
  return [
    ...unsigned(forge),
    ...misnamed(forge),
    ...symmetric(forge),
    ...otherAlgorithms(forge),
    ...mislabelled(forge),
  ];
}

const spellingsOfNone = [
  'none',
  'None',
  'NONE',
  'nOnE',
  'noNe',
  'nonE',
  ' none',
  'none ',
  'none\0',
];

function unsigned(forge: Forge): ForgedToken[] {
  return spellingsOfNone.flatMap((alg) => {
    const header = forge.header({ alg });
    const name = `alg ${JSON.stringify(alg)}`;
    const input = `${encode(header)}.${encode(forge.claims())}`;
    return [
      forge.form(`${name}, no signature`, `${input}.`, 'malformed'),
      forge.form(`${name}, some signature`, `${input}.c2lnbmF0dXJl`, 'algorithm'),
      forge.form(`${name}, a good RS256 signature`, forge.token(header), 'algorithm'),
    ];
  });
}

function misnamed(forge: Forge): ForgedToken[] {
  const names = [
    '',
    'rs256',
    'Rs256',
    'RS256 ',
    ' RS256',
    'RS256\0',
    'RS-256',
    'RSASSA-PKCS1-v1_5',
  ];
  const others = [undefined, null, 256, true, ['RS256'], { name: 'RS256' }, 'ＲＳ256'];
  return [...names, ...others].map((alg) =>
    forge.form(
      `alg ${spelled(alg)}, a good RS256 signature`,
      forge.token(forge.header({ alg })),
      'algorithm',
    ),
  );
}

/** The public key, which anyone has, taken for a shared secret (RFC 8725 §2.1, CVE-2015-9235). */
function symmetric(forge: Forge): ForgedToken[] {
  const secrets = Object.entries(spellingsOfKey(forge.issuer.accessKey));
  return ['256', '384', '512'].flatMap((bits) =>
    secrets.map(([name, secret]) => {
      const signer: Signer = (input) => createHmac(`sha${bits}`, secret).update(input).digest();
      const header = forge.header({ alg: `HS${bits}` });
      return forge.form(
        `HS${bits} with ${name}`,
        forge.token(header, forge.claims(), signer),
        'algorithm',
      );
    }),
  );
}

function spellingsOfKey({ publicJwk, kid }: SigningKey): Record<string, string | Buffer> {
  const { n = '', e = '' } = publicJwk;
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
  const spki = key.export({ type: 'spki', format: 'pem' }).toString();
  const pkcs1 = key.export({ type: 'pkcs1', format: 'pem' }).toString();
  return {
    'the public key as PEM': spki,
    'the public key as PEM without its last line break': spki.trimEnd(),
    'the public key as PEM with CRLF': spki.replaceAll('\n', '\r\n'),
    'the text inside the PEM': spki.split('\n').slice(1, -2).join(''),
    'the public key as DER': key.export({ type: 'spki', format: 'der' }),
    'the public key as PKCS #1 PEM': pkcs1,
    'the public key as PKCS #1 PEM without its last line break': pkcs1.trimEnd(),
    'the public key as PKCS #1 DER': key.export({ type: 'pkcs1', format: 'der' }),
    'the JWK as published': JSON.stringify(publicJwk),
    'the JWK Set with that key': JSON.stringify({ keys: [publicJwk] }),
    'the modulus as octets': Buffer.from(n, 'base64url'),
    'the modulus as base64url text': n,
    'the exponent as text': e,
    'the key id': kid,
    'no secret': '',
  };
}

/** Really signed, with a key of the right type under the issuer's key id. */
function otherAlgorithms(forge: Forge): ForgedToken[] {
  const issuers = KeyObject.from(forge.issuer.accessKey.privateKey);
  const attackers = KeyObject.from(forge.attacker.privateKey);
  const rsa = [
    ['RS1', 'sha1', false],
    ['RS384', 'sha384', false],
    ['RS512', 'sha512', false],
    ['PS256', 'sha256', true],
    ['PS384', 'sha384', true],
    ['PS512', 'sha512', true],
  ] as const;
  const byRsa = rsa.flatMap(([alg, digest, isPss]) =>
    [
      ["the issuer's own key", issuers],
      ["an attacker's key", attackers],
    ].map(([name, key]) => {
      const signer = rsaSigner(digest, key as KeyObject, isPss);
      const token = forge.token(forge.header({ alg }), forge.claims(), signer);
      return forge.form(`${alg} with ${name as string}`, token, 'algorithm');
    }),
  );
  return [...byRsa, ...byCurves(forge)];
}

function byCurves(forge: Forge): ForgedToken[] {
  const ec = (alg: string, digest: string, namedCurve: string) => {
    const key = generateKeyPairSync('ec', { namedCurve }).privateKey;
    const signer: Signer = (input) =>
      sign(digest, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
    return [alg, signer] as const;
  };
  const ed25519 = generateKeyPairSync('ed25519').privateKey;
  const edwards: Signer = (input) => sign(null, Buffer.from(input), ed25519);
  const signers: (readonly [string, Signer])[] = [
    ec('ES256', 'sha256', 'P-256'),
    ec('ES384', 'sha384', 'P-384'),
    ec('ES512', 'sha512', 'P-521'),
    ec('ES256K', 'sha256', 'secp256k1'),
    ['EdDSA', edwards],
    ['Ed25519', edwards],
  ];
  return signers.map(([alg, signer]) =>
    forge.form(
      `${alg} with an attacker's key`,
      forge.token(forge.header({ alg }), forge.claims(), signer),
      'algorithm',
    ),
  );
}

/** The header says RS256 and the issuer's own key signed with something else. */
function mislabelled(forge: Forge): ForgedToken[] {
  const key = KeyObject.from(forge.issuer.accessKey.privateKey);
  const ways = [
    ['PSS', rsaSigner('sha256', key, true)],
    ['SHA-1', rsaSigner('sha1', key, false)],
    ['SHA-512', rsaSigner('sha512', key, false)],
  ] as const;
  return ways.map(([name, signer]) =>
    forge.form(
      `RS256 in name, signed with ${name}`,
      forge.token(forge.header(), forge.claims(), signer),
      'signature',
    ),
  );
}

function rsaSigner(digest: string, key: KeyObject, isPss: boolean): Signer {
  const pss = {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
  return (input) => sign(digest, Buffer.from(input), { key, ...(isPss ? pss : {}) });
}
