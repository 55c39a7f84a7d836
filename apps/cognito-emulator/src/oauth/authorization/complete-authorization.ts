import { ServiceError } from '../../domain/errors.js';
import type { AuthorizationGrant } from '../../domain/authorization/authorization-code.js';
import { randomId } from '../../domain/random.js';
import { levelsNamed, reaches } from '../../domain/token/assurance.js';
import type { SignInState } from '../../operations/sign-in/sign-in-state.js';
import type { Services } from '../../operations/services.js';
import { refusal } from './authorization-request.js';
import type { AuthorizationRequest, CompletedAuthorization } from './authorization-types.js';
import { implicitAnswer } from './implicit-answer.js';
import { responseLocation } from './response-location.js';

/** A user who has proved who they are, now or earlier in this browser. */
export type ProvedSignIn = Pick<SignInState, 'user'> & {
  readonly progress: Pick<SignInState['progress'], 'factors'>;
};

/**
 * Gives a client what it asked for: a code, or tokens at once. The pool's pre token generation function is asked now,
 * when the user signs in, whenever tokens are fetched (developer guide, "Pre token generation Lambda trigger").
 * @throws AuthorizationError
 */
export async function completeAuthorization(
  services: Pick<Services, 'authorizationCodes' | 'clock' | 'sessions' | 'tokens' | 'users'>,
  authorization: AuthorizationRequest,
  state: ProvedSignIn,
  signedInAt: number,
): Promise<CompletedAuthorization> {
  requireAskedLevel(authorization, state);
  const grant = await grantOf(services, authorization, state, signedInAt);
  const current = services.users.findBySub(grant.poolId, grant.sub);
  if (current?.enabled !== true)
    throw refusal(authorization, 'invalid_request', 'User is disabled.');
  if (authorization.responseType === 'token')
    return implicitAnswer(services, authorization, state.user, grant);
  const { code, changes } = services.authorizationCodes.issue(grant);
  const location = responseLocation(authorization, { code });
  return { location, eventId: grant.eventId, changes };
}

/** @throws AuthorizationError unless the factors reach one of the levels asked for (RFC 9470 §5). */
function requireAskedLevel(authorization: AuthorizationRequest, { progress }: ProvedSignIn): void {
  if (!reachesAskedLevel(authorization, progress))
    throw refusal(authorization, 'unmet_authentication_requirements');
}

/** Whether factors reach one of the levels that were asked for; what reaches a higher one will do. */
export function reachesAskedLevel(
  { pool, acrValues }: Pick<AuthorizationRequest, 'pool' | 'acrValues'>,
  { factors }: ProvedSignIn['progress'],
): boolean {
  const levels = levelsNamed(pool, acrValues);
  return levels.length === 0 || levels.some((level) => reaches(factors, level));
}

async function grantOf(
  services: Pick<Services, 'tokens'>,
  authorization: AuthorizationRequest,
  { user, progress }: ProvedSignIn,
  signedInAt: number,
): Promise<AuthorizationGrant> {
  const { pool, client, scopes } = authorization;
  const source = 'TokenGeneration_HostedAuth';
  try {
    const overrides = await services.tokens.overridesFor({ pool, client, user, scopes, source });
    return {
      poolId: pool.id,
      clientId: client.id,
      sub: user.sub,
      redirectUri: authorization.redirectUri,
      scopes,
      nonce: authorization.nonce,
      codeChallenge: authorization.codeChallenge,
      resource: authorization.resource,
      factors: progress.factors,
      eventId: randomId(),
      authenticatedAt: signedInAt,
      overrides,
    };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw refusal(authorization, 'invalid_request', error.publicMessage);
  }
}
