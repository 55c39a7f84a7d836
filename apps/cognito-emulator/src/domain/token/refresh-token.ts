import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { decodeBase64url } from './base64url.js';

/** What a refresh token says to the pool that made it; to anyone else it says nothing. */
export interface RefreshTokenContent {
  readonly sessionId: string;
  readonly tokenId: string;
}

const header = Buffer.from(JSON.stringify({ cty: 'JWT', enc: 'A256GCM', alg: 'A256KW' })).toString(
  'base64url',
);

/** The fixed initial value of RFC 3394 §2.2.3.1. */
const keyWrapStart = Buffer.alloc(8, 0xa6);

/** Encrypts a refresh token as a compact JWE (RFC 7516 §3.1), the five-part shape Cognito's have. */
export function sealRefreshToken(poolKey: Buffer, content: RefreshTokenContent): string {
  const contentKey = randomBytes(32);
  const wrap = createCipheriv('id-aes256-wrap', poolKey, keyWrapStart);
  const wrapped = Buffer.concat([wrap.update(contentKey), wrap.final()]);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(header));
  const text = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()]);
  const parts = [wrapped, iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [header, ...parts].join('.');
}

/** What a refresh token of the pool says; nothing for any text the pool didn't make. */
export function openRefreshToken(poolKey: Buffer, token: string): RefreshTokenContent | undefined {
  const [head, ...rest] = token.split('.');
  const [wrapped, iv, text, tag] = rest.map(decodeBase64url);
  if (head !== header || rest.length !== 4 || !wrapped || !iv || !text || tag?.length !== 16)
    return undefined;
  try {
    const unwrap = createDecipheriv('id-aes256-wrap', poolKey, keyWrapStart);
    const contentKey = Buffer.concat([unwrap.update(wrapped), unwrap.final()]);
    const decipher = createDecipheriv('aes-256-gcm', contentKey, iv, { authTagLength: 16 })
      .setAAD(Buffer.from(header))
      .setAuthTag(tag);
    const plain = Buffer.concat([decipher.update(text), decipher.final()]).toString();
    return JSON.parse(plain) as RefreshTokenContent;
  } catch {
    return undefined;
  }
}
