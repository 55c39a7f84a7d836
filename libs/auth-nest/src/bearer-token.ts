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
  const names = (request.raw ?? request).rawHeaders?.filter((_text, index) => index % 2 === 0);
  const count = names?.filter((name) => name.toLowerCase() === 'authorization').length ?? 0;
  if (count > 1) throw new AmbiguousCredentialsError('two Authorization headers');
  const value = request.headers.authorization;
  return typeof value === 'string' ? (bearer.exec(value)?.[1] ?? null) : null;
}
