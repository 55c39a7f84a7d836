import { sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { decodeBase64url } from './base64url.js';
import type { SigningKey } from './pool-keys.js';

/** Claims by name; a map, so that no name a trigger comes up with can reach an object's prototype. */
export type Claims = Map<string, unknown>;

const signInBackground = promisify(sign);

/** A compact JWS with RS256; the header is `kid` and `alg` alone, as in Cognito's tokens. */
export async function signJwt(key: SigningKey, claims: Claims): Promise<string> {
  const header = { kid: key.kid, alg: 'RS256' };
  const input = `${encoded(header)}.${encoded(Object.fromEntries(claims))}`;
  const signature = await signInBackground('RSA-SHA256', Buffer.from(input), key.privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

/** The claims of a token that one of the keys signed; nothing for any other text. Expiry is the caller's business. */
export function verifiedClaims(
  keys: readonly SigningKey[],
  token: string,
): Readonly<Record<string, unknown>> | undefined {
  const [header = '', payload = '', signature = '', ...more] = token.split('.');
  const { kid, alg } = decodedObject(header) ?? {};
  const key = keys.find((candidate) => candidate.kid === kid);
  if (key === undefined || alg !== 'RS256' || more.length > 0) return undefined;
  const signed = Buffer.from(`${header}.${payload}`);
  const bytes = decodeBase64url(signature);
  const good = bytes !== undefined && verify('RSA-SHA256', signed, key.publicKey, bytes);
  return good ? decodedObject(payload) : undefined;
}

/** The claims of a token nobody has vouched for yet; good for finding the keys to check it with, and nothing else. */
export function uncheckedClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  return decodedObject(token.split('.')[1] ?? '');
}

/** Whether a text has the form of a signed token (RFC 7515 §3.1), whoever signed it. */
export function isJwt(token: string): boolean {
  const [header = '', ...rest] = token.split('.');
  return rest.length === 2 && decodedObject(header)?.alg !== undefined;
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function decodedObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(decodeBase64url(part)?.toString() ?? '');
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
