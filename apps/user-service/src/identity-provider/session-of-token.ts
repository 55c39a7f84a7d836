import { poolIdOf, type UserPrincipal } from '@gatehouse/auth-core';
import { z } from 'zod';
import { IdentityProviderUnavailableError } from './errors.js';

const sessionClaims = z.object({
  iss: z.string(),
  sub: z.string(),
  client_id: z.string(),
  origin_jti: z.string().optional(),
  auth_time: z.int().positive().optional(),
});

/** A session as an access token names it. */
export interface SessionOfToken {
  readonly poolId: string;
  readonly sub: string;
  readonly originJti: string;
  /** When it began, in seconds since the epoch. */
  readonly authTime?: number;
}

/**
 * The session of a token that Cognito has just returned. The signature is not checked, as below.
 *
 * @returns undefined for a token that cannot be read or that does not name its session
 */
export function sessionOfToken(accessToken: string): SessionOfToken | undefined {
  const { data } = sessionClaims.safeParse(payloadOf(accessToken));
  if (data?.origin_jti === undefined) return undefined;
  const { iss, sub, origin_jti: originJti, auth_time: authTime } = data;
  return { poolId: poolIdOf(iss), sub, originJti, authTime };
}

/**
 * Whether an access token is of the session that the user calls in. The signature is not checked: the token comes from
 * Cognito itself, in its response.
 *
 * @throws IdentityProviderUnavailableError when it cannot be read
 */
export function isOfSession(accessToken: string | undefined, user: UserPrincipal): boolean {
  const claims = sessionClaims.safeParse(payloadOf(accessToken));
  if (!claims.success) throw new IdentityProviderUnavailableError('incomplete response');
  const { iss, sub, client_id: clientId, origin_jti: originJti } = claims.data;
  return (
    originJti !== undefined &&
    originJti === user.originJti &&
    sub === user.subject &&
    clientId === user.clientId &&
    poolIdOf(iss) === user.poolId
  );
}

/**
 * The `sub` of a token that Cognito has just returned, when it is of this pool. The signature is not checked, as above.
 *
 * @throws IdentityProviderUnavailableError when it cannot be read
 */
export function subjectInPool(accessToken: string, poolId: string): string | undefined {
  const claims = sessionClaims.safeParse(payloadOf(accessToken));
  if (!claims.success) throw new IdentityProviderUnavailableError('incomplete response');
  return poolIdOf(claims.data.iss) === poolId ? claims.data.sub : undefined;
}

/** The claims of a token that Cognito has just returned, unchecked; undefined when they cannot be read. */
export function payloadOf(token = ''): unknown {
  const [, payload = ''] = token.split('.');
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch {
    return undefined;
  }
}
