import { AmbiguousCredentialsError } from '@gatehouse/auth-core';
import type { AuthenticatedRequest } from './authenticated-request.js';

const scheme = 'bearer ';

/**
 * The token of an `Authorization: Bearer` header (RFC 6750 §2.1), and of nothing else: not of the body, the query
 * or a cookie. Null when there is none. Node keeps the first of two Authorization headers and drops the other
 * silently, so the raw headers are counted.
 *
 * @throws AmbiguousCredentialsError when there are two
 */
export function bearerToken(request: AuthenticatedRequest): string | null {
  const value = request.headers.authorization;
  if (typeof value !== 'string') return null;
  if (countAuthorizationHeaders(request) > 1) {
    throw new AmbiguousCredentialsError('two Authorization headers');
  }
  if (value.slice(0, scheme.length).toLowerCase() !== scheme) return null;
  let start = scheme.length;
  while (value[start] === ' ') start += 1;
  return value.slice(start) || null;
}

function countAuthorizationHeaders(request: AuthenticatedRequest): number {
  const { rawHeaders = [] } = request.raw ?? request;
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 'authorization'.length && name.toLowerCase() === 'authorization') {
      count += 1;
    }
  }
  return count;
}
