import { invalidParameter, notAuthorized } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import {
  isRecent,
  levelNamed,
  maxAgeIn,
  type Means,
  reaches,
  requestedLevels,
  type Target,
  targetFor,
} from '../../domain/token/assurance.js';
import { type AssuranceLevel, type Factor, factorsIn } from '../../domain/user/factor.js';
import type { TokenSession } from '../../domain/token/token-session.js';
import { authTimeOf } from '../../domain/token/user-claims.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';
import { meansOf } from './first-factors.js';

/** What a sign-in was asked to reach, before it is known who signs in. */
export interface StepUpRequest {
  readonly levels: readonly AssuranceLevel[];
  /** The sign-in whose factors count, of the access token that came along. */
  readonly earlier?: TokenSession | undefined;
}

/** Where a sign-in is to get, and what of it is done already. */
export interface StepUp {
  readonly target: AssuranceLevel;
  readonly factors: readonly Factor[];
}

/**
 * Reads the step-up parameters of USER_AUTH (API reference, InitiateAuth "AuthParameters").
 * @returns nothing when no level is asked for
 * @throws FeatureUnavailableInTierException, InvalidParameterException, NotAuthorizedException for a bad access token
 */
export async function stepUpRequest(
  services: Pick<Services, 'accessTokens' | 'clock' | 'users'>,
  { pool, parameters }: SignInAttempt,
): Promise<StepUpRequest | undefined> {
  const { TARGET_ACR_VALUES: names, MAX_AGE: age, ACCESS_TOKEN: token } = parameters;
  if (names === undefined && token !== undefined)
    throw invalidParameter('ACCESS_TOKEN requires TARGET_ACR_VALUES');
  if (names === undefined) return undefined;
  const levels = requestedLevels(pool, names);
  const maxAge = age === undefined ? undefined : requiredMaxAge(age);
  if (token === undefined) return { levels };
  const signedIn = await services.accessTokens.signedInUser(token);
  if (signedIn.pool.id !== pool.id) throw notAuthorized('Invalid Access Token');
  const { session } = signedIn;
  requireOwner(services, pool, parameters.USERNAME ?? '', session);
  const counts = isRecent(authTimeOf(session), maxAge, services.clock.nowMilliseconds());
  return { levels, earlier: counts ? session : undefined };
}

function requiredMaxAge(text: string): number {
  const seconds = maxAgeIn(text);
  if (seconds === undefined) throw invalidParameter('MAX_AGE must be a number of seconds.');
  return seconds;
}

function requireOwner(
  { users }: Pick<Services, 'users'>,
  pool: UserPool,
  name: string,
  session: TokenSession,
) {
  if (users.find(pool, name)?.sub !== session.sub)
    throw notAuthorized('USERNAME is not the user that the ACCESS_TOKEN was issued for.');
}

/**
 * Where a user gets with the factors they have. What an earlier sign-in proved counts, while nothing asks the user for
 * more than that: a password of theirs that has been reset since is not proved by it.
 * @throws InvalidParameterException when they have too few factors, or are there already
 */
export function stepUpOf(
  services: Pick<Services, 'passkeys'>,
  pool: UserPool,
  user: User,
  { levels, earlier }: StepUpRequest,
): StepUp {
  const counts = ['CONFIRMED', 'EXTERNAL_PROVIDER'].includes(user.status);
  const context = counts ? earlier?.context : undefined;
  const level = context && levelNamed(pool, context.acr);
  const proved = factorsIn(context?.amr ?? []);
  const target = reachable(levels, meansOf(services, pool, user, proved));
  if (level !== undefined && level >= target.asked)
    throw invalidParameter('The ACCESS_TOKEN already meets the requested TARGET_ACR_VALUES.');
  // A token whose level has been renamed since meets none, but nothing is given for it alone.
  const factors = reaches(proved, target.level) ? [] : proved;
  return { target: target.level, factors };
}

/** @throws InvalidParameterException when somebody has too few factors for every level that was asked for */
export function reachable(levels: StepUpRequest['levels'], means: Means): Target {
  const target = targetFor(levels, means);
  if (target !== undefined) return target;
  throw invalidParameter('The user has no factors that reach any of the TARGET_ACR_VALUES.');
}
