import { MalformedTokenError } from './invalid-token-errors.js';
import { parseStrictJsonObject } from './strict-json.js';

/** A token in its three parts, read strictly and not yet verified. */
export interface CompactJws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the signature covers: `header.payload` as received. */
  readonly signingInput: string;
  readonly signature: Buffer;
}

/** Bounds on a token before anything in it is read. */
export const compactJwsLimits = {
  /** Longest token read at all, in characters. Node's own limit on all headers together is 16 KiB. */
  maxTokenLength: 16_384,
} as const;

/**
 * Splits and decodes a compact JWS (RFC 7515 §7.1) whose payload is a claims set (RFC 7519 §7.2). There is one
 * way to write each token: canonical unpadded base64url, UTF-8 without a byte order mark, one JSON object a part,
 * no member twice. Anything else is refused, so that no two readers can see different claims in it.
 *
 * @throws MalformedTokenError
 */
export function parseCompactJws(token: string): CompactJws {
  if (token.length > compactJwsLimits.maxTokenLength) throw new MalformedTokenError('too long');
  const parts = token.split('.', 4);
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !header || !payload || !signature)
    throw new MalformedTokenError('not three parts');
  return {
    header: parseStrictJsonObject(decodeBase64Url(header)),
    claims: parseStrictJsonObject(decodeBase64Url(payload)),
    signingInput: token.slice(0, header.length + 1 + payload.length),
    signature: decodeBase64Url(signature),
  };
}

/** Base64url without padding, as RFC 7515 §2 has it, and in its one canonical spelling (RFC 4648 §3.5). */
function decodeBase64Url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text)
    throw new MalformedTokenError('not canonical base64url');
  return bytes;
}
