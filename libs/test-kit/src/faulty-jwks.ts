import { generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { exportJWK, type JWK } from 'jose';
import type { JwksReaction } from './key-server.js';
import type { SigningKey } from './signing-key.js';

/** Something a JWKS address may answer that must not yield a key under the `kid` it was made for. */
export interface FaultyJwks {
  readonly name: string;
  readonly reaction: JwksReaction;
  /** The entries, where it is a proper set of bad keys: beside good ones they do no harm. */
  readonly keys?: readonly object[];
}

/**
 * JWK Sets that are broken, hostile or not what they should be. `key` is the key whose `kid` they name, `other` one
 * more key pair. A `redirectUrl` is where the redirecting one points.
 */
export async function faultyJwks(
  key: SigningKey,
  other: SigningKey,
  redirectUrl: string,
): Promise<FaultyJwks[]> {
  return [
    ...brokenAnswers(key, redirectUrl),
    ...improperSets(key),
    ...[
      ...unusableKeys(key, other),
      ...weakKeys(key),
      ['a private key', [await privateJwk(key)]] as const,
    ].map(([name, keys]) => ({ name, keys, reaction: serving(keys) })),
  ];
}

/** A set served as Cognito serves it. */
export function serving(keys: unknown): JwksReaction {
  return { status: 200, body: JSON.stringify({ keys }) };
}

/** The key with its private part, as it must never be published. */
export async function privateJwk(key: SigningKey): Promise<JWK> {
  return { ...key.publicJwk, ...(await exportJWK(key.privateKey)) };
}

const bombBytes = 67_108_864;
const tooManyKeys = 21;

function brokenAnswers({ publicJwk }: SigningKey, redirectUrl: string): FaultyJwks[] {
  const set = JSON.stringify({ keys: [publicJwk] });
  const ok = (body: string | Buffer, headers = {}) => ({ status: 200, headers, body });
  const bomb = gzipSync(Buffer.alloc(bombBytes, ' '));
  const reactions: [string, JwksReaction][] = [
    ['an error', { status: 500, body: set }],
    ['not found', { status: 404, body: set }],
    ['no content', { status: 204, body: '' }],
    ['a part of the content', { status: 206, body: set }],
    ['a redirect', { status: 302, headers: { location: redirectUrl }, body: set }],
    ['a permanent redirect', { status: 308, headers: { location: redirectUrl }, body: set }],
    [
      'a redirect to a file',
      { status: 302, headers: { location: 'file:///etc/hostname' }, body: '' },
    ],
    ['nothing', ok('')],
    ['garbage', ok(Buffer.from([0xff, 0xfe, 0x00, 0x7b]))],
    ['half of a set', ok(set.slice(0, set.length / 2))],
    ['a page of HTML', ok('<html></html>', { 'content-type': 'text/html' })],
    ['null', ok('null')],
    ['a list', ok(`[${set}]`)],
    ['a huge set', ok(`{"keys":[],"more":"${'a'.repeat(70_000)}"}`)],
    ['a gzip bomb', ok(bomb, { 'content-encoding': 'gzip' })],
    ['gzip that is none', ok(set, { 'content-encoding': 'gzip' })],
  ];
  const behaviours: [string, JwksReaction][] = [
    ['an end without a word', 'drop'],
    ['an answer without end', 'endless'],
  ];
  return [...reactions, ...behaviours].map(([name, reaction]) => ({ name, reaction }));
}

function improperSets({ publicJwk }: SigningKey): FaultyJwks[] {
  const sets: [string, unknown][] = [
    ['an empty set', []],
    ['keys that are no list', { 0: publicJwk }],
    ['keys that are null', [null]],
    ['keys that are text', [JSON.stringify(publicJwk)]],
    ['too many keys', Array.from({ length: tooManyKeys }, () => publicJwk)],
  ];
  return sets.map(([name, keys]) => ({ name, reaction: serving(keys) }));
}

type NamedKeys = readonly [name: string, keys: readonly object[]];

function unusableKeys({ kid, publicJwk }: SigningKey, other: SigningKey): NamedKeys[] {
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  const ed25519 = generateKeyPairSync('ed25519').publicKey;
  return [
    ['a symmetric key', [{ kty: 'oct', k: publicJwk.n, kid, alg: 'RS256', use: 'sig' }]],
    ['a symmetric key for HS256', [{ kty: 'oct', k: 'c2VjcmV0', kid, alg: 'HS256' }]],
    ['an EC key', [{ ...p256.export({ format: 'jwk' }), kid, use: 'sig' }]],
    ['an EC key that says RS256', [{ ...p256.export({ format: 'jwk' }), kid, alg: 'RS256' }]],
    ['an Ed25519 key', [{ ...ed25519.export({ format: 'jwk' }), kid, use: 'sig' }]],
    ['two keys of one kid', [publicJwk, { ...other.publicJwk, kid }]],
    ['two keys of one kid, the other first', [{ ...other.publicJwk, kid }, publicJwk]],
    ['a key for another algorithm', [{ ...publicJwk, alg: 'RS512' }]],
    ['a key for PS256', [{ ...publicJwk, alg: 'PS256' }]],
    ['a key for encryption', [{ ...publicJwk, use: 'enc' }]],
    ['a key for other operations', [{ ...publicJwk, key_ops: ['encrypt'] }]],
    ['a key without kid', [{ ...publicJwk, kid: undefined }]],
    ['a kid that is a number', [{ ...publicJwk, kid: 1 }]],
    ['a kid that is a list', [{ ...publicJwk, kid: [kid] }]],
    ['a modulus that is no base64url', [{ ...publicJwk, n: '***' }]],
    ['a modulus that is a number', [{ ...publicJwk, n: 7 }]],
    ['no modulus', [{ ...publicJwk, n: undefined }]],
    ['no exponent', [{ ...publicJwk, e: undefined }]],
    ['a key of no type', [{ ...publicJwk, kty: undefined }]],
  ];
}

/** Keys anyone could forge signatures for, or nearly. */
function weakKeys({ kid, publicJwk: { n } }: SigningKey): NamedKeys[] {
  const rsa = (modulusLength: number, publicExponent?: number) =>
    generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({
      format: 'jwk',
    });
  const keys: [string, object][] = [
    ['an RSA key of 512 bits', rsa(512)],
    ['an RSA key of 1024 bits', rsa(1024)],
    ['an RSA key of exponent 3', rsa(2048, 3)],
    ['an RSA key of exponent 1', { kty: 'RSA', n, e: 'AQ' }],
    ['an RSA key of an even exponent', { kty: 'RSA', n, e: 'AQAC' }],
  ];
  return keys.map(([name, jwk]) => [name, [{ ...jwk, kid, alg: 'RS256', use: 'sig' }]]);
}
