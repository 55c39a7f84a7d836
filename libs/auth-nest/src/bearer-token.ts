import { AmbiguousCredentialsError } from '@gatehouse/auth-core';
import type { AuthenticatedRequest } from './authenticated-request.js';

const bearer = /^Bearer +(\S+)$/i;

/**
 * The token of an `Authorization: Bearer` header (RFC 6750 §2.1), and of nothing else: not of the body, the query
 * or a cookie. Null when there is none. Node keeps the first of two Authorization headers and drops the other
 * silently, so the raw headers are counted.
 *
 * @throws AmbiguousCredentialsError when there are two
 */
export function bearerToken(request: AuthenticatedRequest): string | null {
  const rawHeaders = request.raw?.rawHeaders ?? request.rawHeaders ?? [];
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'authorization') count += 1;
  }
  if (count > 1) throw new AmbiguousCredentialsError('two Authorization headers');
  const value = request.headers['authorization'];
  return typeof value === 'string' ? (bearer.exec(value)?.[1] ?? null) : null;
}
