import type { Change } from '../../domain/store.js';
import type { ChallengeSession } from '../../domain/user/challenge-session.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';
import type { ChallengeOutcome, NewChallenge, Standing } from './challenge.js';
import { completeSignIn } from './complete-sign-in.js';
import { signInSteps } from './steps.js';

/**
 * Takes a sign-in as far as it goes: to the next question, or to its end. Whatever the step before changed is kept in the
 * same commit. Called while nobody else changes the user.
 * @param ended the session whose challenge was answered
 */
export async function proceed(
  services: Services,
  attempt: SignInAttempt,
  outcome: ChallengeOutcome,
  ended?: ChallengeSession,
): Promise<object> {
  const { user, changes = [] } = outcome;
  const before = ended ? [...changes, services.challenges.end(ended)] : changes;
  const challenge = outcome.next ?? (await nextChallenge(services, attempt, outcome));
  if (challenge !== undefined)
    return ask(services, attempt, challenge, { ...outcome, changes: before });
  if (attempt.complete !== undefined) {
    const { answer, changes: end } = await attempt.complete(outcome);
    await keep(services, user, [...before, ...end]);
    return answer;
  }
  return completeSignIn(services, attempt, outcome, (start) =>
    keep(services, user, [...before, ...start]),
  );
}

async function nextChallenge(
  services: Services,
  attempt: SignInAttempt,
  standing: Standing,
): Promise<NewChallenge | undefined> {
  for (const step of signInSteps) {
    const challenge = await step(services, attempt, standing);
    if (challenge !== undefined) return challenge;
  }
  return undefined;
}

async function ask(
  services: Services,
  { client, complete }: SignInAttempt,
  challenge: NewChallenge,
  { user, progress, changes = [] }: ChallengeOutcome,
): Promise<object> {
  const { name, parameters, state, availableChallenges } = challenge;
  const isAtPage = complete !== undefined;
  const asked = { sub: user.sub, challenge: name, progress: { ...progress, isAtPage }, state };
  const { session, changes: start } = services.challenges.start(client, asked);
  await keep(services, user, [...changes, ...(challenge.changes ?? []), ...start]);
  return {
    ChallengeName: name,
    Session: session.id,
    ChallengeParameters: parameters,
    AvailableChallenges: availableChallenges,
  };
}

/** Keeps the user too when a step has changed it. */
function keep({ users, store }: Services, user: User, changes: readonly Change[]): Promise<void> {
  return users.findBySub(user.poolId, user.sub) === user
    ? store.commit(changes)
    : users.save(user, changes);
}
