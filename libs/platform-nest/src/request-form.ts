import type { IncomingMessage } from 'node:http';
import { countHeader } from '@gatehouse/platform-core';

/** The methods a request can have; any other is 405 (RFC 9110 §15.5.6). */
export const allowedMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/**
 * The status that refuses a request which Node's parser lets pass although servers read it in different ways, or
 * which holds too much; undefined for a request of good form.
 */
export function formFault(request: IncomingMessage, headerFields: number): 400 | 431 | undefined {
  if (request.rawHeaders.length > headerFields * 2) return 431;
  const fits = hasKnownVersion(request) && hasOneHost(request) && hasPlainFraming(request);
  return fits ? undefined : 400;
}

/** Node's parser also takes HTTP/0.9, which has no header fields, and HTTP/2.0 in the form of HTTP/1.1. */
function hasKnownVersion({ httpVersion }: IncomingMessage): boolean {
  return httpVersion === '1.1' || httpVersion === '1.0';
}

/** A name, or an address in brackets, with or without a port. */
const host = /^(?:[\w.-]{1,255}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** HTTP/1.1 demands exactly one Host of good form (RFC 9112 §3.2), HTTP/1.0 takes none as well. */
function hasOneHost(request: IncomingMessage): boolean {
  const count = countHeader(request.rawHeaders, 'host');
  if (count === 0) return request.httpVersion === '1.0';
  return count === 1 && host.test(request.headers.host ?? '');
}

/**
 * A body is chunked, and nothing besides, or has a length in its shortest form. A transfer coding in HTTP/1.0 is
 * faulty framing (RFC 9112 §6.1); one that isn't `chunked` would be lost on the way (RFC 9112 §7).
 */
function hasPlainFraming({ headers, httpVersion }: IncomingMessage): boolean {
  const { 'transfer-encoding': coding, 'content-length': length } = headers;
  if (coding !== undefined) return httpVersion === '1.1' && coding.toLowerCase() === 'chunked';
  return length === undefined || /^(?:0|[1-9]\d*)$/.test(length);
}
