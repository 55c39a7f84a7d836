import { AmbiguousCredentialsError } from '@gatehouse/auth-core';
import { type AuthenticatedRequest, countHeader } from '../authenticated-request.js';

const scheme = 'bearer ';

/**
 * The token of an `Authorization: Bearer` header (RFC 6750 §2.1), and of nothing else: not of the body, the query
 * or a cookie. Null when there is none.
 *
 * @throws AmbiguousCredentialsError when there are two Authorization headers
 */
export function bearerToken(request: AuthenticatedRequest): string | null {
  const value = request.headers.authorization;
  if (typeof value !== 'string') return null;
  if (countHeader(request, 'authorization') > 1) {
    throw new AmbiguousCredentialsError('two Authorization headers');
  }
  if (value.slice(0, scheme.length).toLowerCase() !== scheme) return null;
  let start = scheme.length;
  while (value[start] === ' ') start += 1;
  return value.slice(start) || null;
}
