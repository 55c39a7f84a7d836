import { MalformedTokenError } from './invalid-token-errors.js';
import { parseStrictJsonObject } from './strict-json.js';

/** Bounds on a token before anything in it is read. */
export const compactJwsLimits = {
  /** Longest token read at all, in characters. Node's own limit on all headers together is 16 KiB. */
  maxTokenLength: 16_384,
  /** Most headers remembered as read. A pool's access tokens have one, until its key changes. */
  maxKnownHeaders: 64,
  /** Longest header remembered, in characters. */
  maxKnownHeaderLength: 512,
} as const;

/** A token in its three parts, read strictly and not yet verified. */
export class CompactJws {
  constructor(
    readonly header: Readonly<Record<string, unknown>>,
    readonly claims: Readonly<Record<string, unknown>>,
    /** What the signature covers: `header.payload` as received. */
    readonly signingInput: string,
    private readonly encodedSignature: string,
  ) {}

  get signature(): Buffer {
    return Buffer.from(this.encodedSignature, 'base64url');
  }
}

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
  if (parts.length !== 3 || !header || !payload || !signature) {
    throw new MalformedTokenError('not three parts');
  }
  decodeBase64Url(signature);
  return new CompactJws(
    readHeader(header),
    parseStrictJsonObject(decodeBase64Url(payload)),
    token.slice(0, header.length + 1 + payload.length),
    signature,
  );
}

const knownHeaders = new Map<string, Readonly<Record<string, unknown>>>();

/** The same text is the same header, whoever sends it; all tokens of one key have the same. */
function readHeader(encoded: string): Readonly<Record<string, unknown>> {
  const known = knownHeaders.get(encoded);
  if (known) return known;
  const header = Object.freeze(parseStrictJsonObject(decodeBase64Url(encoded)));
  if (encoded.length <= compactJwsLimits.maxKnownHeaderLength) {
    if (knownHeaders.size >= compactJwsLimits.maxKnownHeaders) knownHeaders.clear();
    knownHeaders.set(encoded, header);
  }
  return header;
}

/** Every part is decoded here in turn, because a buffer for each costs more than the decoding. */
const scratch = Buffer.allocUnsafeSlow(compactJwsLimits.maxTokenLength);

/**
 * Base64url without padding, as RFC 7515 §2 has it, and in its one canonical spelling (RFC 4648 §3.5). What comes back
 * holds until the next call.
 */
function decodeBase64Url(text: string): Buffer {
  const length = scratch.write(text, 'base64url');
  if (scratch.toString('base64url', 0, length) !== text) {
    throw new MalformedTokenError('not canonical base64url');
  }
  return scratch.subarray(0, length);
}
