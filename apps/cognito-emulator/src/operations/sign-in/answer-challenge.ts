import {
  incorrectUsernameOrPassword,
  invalidParameter,
  notAuthorized,
  unsupported,
} from '../../domain/errors.js';
import { checkSecretHash } from '../../domain/secret-hash.js';
import type { ChallengeSession } from '../../domain/user/challenge-session.js';
import { withResult } from '../../domain/user/sign-in-progress.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { requiredParameter, type SignInAttempt } from './auth-flow.js';
import type { Challenge, ChallengeOutcome } from './challenge.js';
import { customChallenge } from './challenges/custom-challenge.js';
import { challenges, selfContainedChallenges } from './challenges/index.js';
import { proceed } from './proceed.js';
import type { SignInServices } from './sign-in-services.js';

/**
 * Answers what a sign-in was asked, for RespondToAuthChallenge and AdminRespondToAuthChallenge.
 * @returns tokens or the next challenge
 */
export function answerChallenge(
  services: SignInServices,
  attempt: SignInAttempt,
  name: string,
): Promise<object> {
  const alone = selfContainedChallenges.get(name);
  if (alone !== undefined) return alone.answerAlone(services, attempt, attempt.session);
  const challenge = challenges.get(name);
  if (challenge === undefined) throw unsupported(`RespondToAuthChallenge with ${name}`);
  const sessionId = challenge.sessionOf?.(services, attempt) ?? attempt.session;
  if (sessionId === undefined) throw invalidParameter('Missing required parameter Session');
  return answerWithin(services, attempt, challenge, sessionId);
}

function answerWithin(
  services: SignInServices,
  attempt: SignInAttempt,
  challenge: Challenge,
  sessionId: string,
): Promise<object> {
  const typed = requiredParameter(attempt, 'USERNAME');
  const session = services.challenges.get(sessionId, attempt.client, challenge.name);
  // What a page asked is answered at a page: a client may lack the flow it would have taken by the API.
  if ((session.progress.isAtPage ?? false) !== (attempt.complete !== undefined))
    throw notAuthorized('Invalid session for the user.');
  const owner = ownerOf(services, attempt, session, typed);
  if (owner === undefined) return respondForUnknownUser(services, attempt, challenge, session);
  const names = [owner.username, typed];
  checkSecretHash(attempt.client, names, attempt.parameters.SECRET_HASH);
  return services.users.exclusively(owner, async (user) => {
    const current = services.challenges.get(sessionId, attempt.client, challenge.name);
    if (!user.enabled) throw notAuthorized('User is disabled.');
    const ongoing = { user, progress: current.progress, session: current };
    const outcome = await challenge.answer(services, attempt, ongoing);
    return proceed(services, attempt, recorded(challenge.name, outcome), current);
  });
}

function respondForUnknownUser(
  services: SignInServices,
  attempt: SignInAttempt,
  challenge: Challenge,
  session: ChallengeSession,
): Promise<object> {
  if (challenge.respondForUnknownUser === undefined) throw incorrectUsernameOrPassword();
  checkSecretHash(attempt.client, [session.progress.username], attempt.parameters.SECRET_HASH);
  return challenge.respondForUnknownUser(services, attempt, session);
}

/** Functions that lead a sign-in are told of each challenge that was answered; those of their own they judge themselves. */
const recorded = (name: string, outcome: ChallengeOutcome): ChallengeOutcome =>
  outcome.next !== undefined || name === customChallenge.name
    ? outcome
    : { ...outcome, progress: withResult(outcome.progress, name) };

/** Whose session it is; nobody's while an app is not to learn that there is no such user. */
function ownerOf(
  { users }: Pick<Services, 'users'>,
  { pool }: SignInAttempt,
  { sub, progress }: ChallengeSession,
  typed: string,
): User | undefined {
  if (sub === undefined && typed === progress.username) return undefined;
  const named = users.find(pool, typed);
  if (named === undefined || named.sub !== sub)
    throw notAuthorized('Invalid session for the user.');
  return named;
}
