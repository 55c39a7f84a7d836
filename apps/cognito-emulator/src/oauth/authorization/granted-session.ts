import type { AuthorizationGrant } from '../../domain/authorization/authorization-code.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { authenticationContext } from '../../domain/token/authentication-context.js';
import type { UserTokenRequest } from '../../domain/token/token-issuer.js';
import { newTokenSession, type TokenSession } from '../../domain/token/token-session.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../../operations/services.js';

interface Granted {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: User;
  readonly grant: AuthorizationGrant;
}

/** The session that a grant leads to, and what its first tokens are made from. */
export function grantedSession(
  { clock }: Pick<Services, 'clock'>,
  { pool, client, user, grant }: Granted,
): { readonly session: TokenSession; readonly request: UserTokenRequest } {
  const { scopes, nonce, resource, factors, eventId, authenticatedAt, overrides } = grant;
  const session = newTokenSession(user, client, clock.nowMilliseconds(), {
    scopes,
    withIdToken: scopes.includes('openid'),
    viaOAuth: true,
    context: authenticationContext(pool, factors),
    eventId,
    authenticatedAt,
    resource,
  });
  const source = 'TokenGeneration_HostedAuth';
  return {
    session,
    request: { pool, client, user, session, source, nonce, decided: { overrides } },
  };
}
