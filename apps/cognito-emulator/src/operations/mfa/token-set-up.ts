import { invalidParameter, notAuthorized, ServiceError } from '../../domain/errors.js';
import { enabledMfas } from '../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { ChallengeSession } from '../../domain/user/challenge-session.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { type MfaSetupState, requireStillToSetUp } from '../sign-in/challenges/mfa-setup.js';

/** Somebody who sets up an authenticator app: signed in, or in a sign-in that demands it. */
export interface TokenSetUp {
  readonly pool: UserPool;
  readonly user: User;
  readonly within?: { readonly session: ChallengeSession; readonly client: UserPoolClient };
}

/**
 * Who it is, by access token or by session (API reference, AssociateSoftwareToken).
 * @throws NotAuthorizedException, InvalidParameterException without either, SoftwareTokenMFANotFoundException where the
 *   pool has no such MFA
 */
export async function tokenSetUpOf(
  services: Pick<Services, 'accessTokens' | 'challenges' | 'pools' | 'users'>,
  request: { readonly AccessToken?: string | undefined; readonly Session?: string | undefined },
  region: string | undefined,
): Promise<TokenSetUp> {
  const setUp =
    request.AccessToken === undefined
      ? setUpOfSession(services, request.Session, region)
      : await services.accessTokens.signedInUser(request.AccessToken);
  services.pools.get(setUp.pool.id, region);
  if (!enabledMfas(setUp.pool).includes('SOFTWARE_TOKEN_MFA'))
    throw new ServiceError(
      'SoftwareTokenMFANotFoundException',
      'Software Token MFA has not been enabled by the userPool',
    );
  return setUp;
}

function setUpOfSession(
  { challenges, pools, users }: Pick<Services, 'challenges' | 'pools' | 'users'>,
  sessionId: string | undefined,
  region: string | undefined,
): TokenSetUp {
  if (sessionId === undefined) throw invalidParameter('Either AccessToken or Session is required.');
  const found = pools.findClientIn(challenges.clientIdOf(sessionId) ?? '', region);
  const session = found && challenges.get(sessionId, found.client, 'MFA_SETUP');
  const user =
    session?.sub === undefined ? undefined : users.findBySub(session.poolId, session.sub);
  if (!found || !session || !user) throw challenges.refusal(sessionId);
  requireToBeSetUp(found.pool, user, session);
  return { pool: found.pool, user, within: { session, client: found.client } };
}

function requireToBeSetUp(pool: UserPool, user: User, session: ChallengeSession): void {
  if (!user.enabled) throw notAuthorized('User is disabled.');
  const state = session.state as MfaSetupState | undefined;
  if (state?.verified !== true) requireStillToSetUp(pool, user);
}

/** The session that takes the place of the one used, with the changes that make it so; nothing for who is signed in. */
export function nextSession(
  { challenges }: Pick<Services, 'challenges'>,
  { within }: TokenSetUp,
  state: MfaSetupState,
) {
  if (within === undefined) return { id: undefined, changes: [] };
  const { sub, challenge, progress } = within.session;
  const { session, changes } = challenges.start(within.client, { sub, challenge, progress, state });
  return { id: session.id, changes: [challenges.end(within.session), ...changes] };
}
