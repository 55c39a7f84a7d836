import type { Change } from '../../domain/store.js';
import { hasFunctions } from '../../domain/trigger/trigger-call.js';
import type { ChallengeSession } from '../../domain/user/challenge-session.js';
import type { User } from '../../domain/user/user.js';
import { delivery, isWordedByFunction, wordedMessage } from '../messages/deliver-message.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';
import { besideFunctions } from './beside-functions.js';
import type { ChallengeOutcome, NewChallenge, Standing } from './challenge.js';
import { authenticated, completeSignIn } from './complete-sign-in.js';
import { customStep } from './steps/custom-step.js';
import { onDevice } from './presented-device.js';
import { signInSteps } from './steps/index.js';

/**
 * Takes a sign-in as far as it goes: to the next question, or to its end. Whatever the step before changed is kept in the
 * same commit; before it, where functions of the pool run, as others may change the user meanwhile. Called while nobody
 * else changes the user.
 * @param ended the session whose challenge was answered
 */
export async function proceed(
  services: Services,
  attempt: SignInAttempt,
  given: ChallengeOutcome,
  ended?: ChallengeSession,
): Promise<object> {
  const outcome = onDevice(services, attempt, given);
  const { user, changes = [] } = outcome;
  const before = ended ? [...changes, services.challenges.end(ended)] : changes;
  const isSettled = hasFunctions(attempt.pool);
  if (isSettled) await keep(services, user, before);
  const commit = (more: readonly Change[]) =>
    isSettled ? services.store.commit(more) : keep(services, user, [...before, ...more]);
  const challenge = outcome.next ?? (await nextChallenge(services, attempt, outcome));
  if (challenge !== undefined) return ask(services, attempt, challenge, { ...outcome, commit });
  const standing = isSettled ? current(services, outcome) : outcome;
  if (attempt.complete !== undefined)
    return endAtPage(services, { ...attempt, complete: attempt.complete }, standing, commit);
  return completeSignIn(services, attempt, standing, commit);
}

/** Ends a sign-in at a page as that wants it to end. */
async function endAtPage(
  services: Services,
  attempt: SignInAttempt & { readonly complete: NonNullable<SignInAttempt['complete']> },
  standing: Standing,
  commit: (changes: readonly Change[]) => Promise<void>,
): Promise<object> {
  const { result } = await besideFunctions(services, attempt.pool, standing, async () => {
    await authenticated(services, attempt, standing);
    return attempt.complete(standing);
  });
  await commit(result.changes);
  return result.answer;
}

/** Functions may have changed the user since the step before. */
function current({ users }: Services, { user, progress }: Standing): Standing {
  return { user: users.findBySub(user.poolId, user.sub) ?? user, progress };
}

async function nextChallenge(
  services: Services,
  attempt: SignInAttempt,
  standing: Standing,
): Promise<NewChallenge | undefined> {
  if (standing.progress.custom !== undefined) return customStep(services, attempt, standing);
  for (const step of signInSteps) {
    const challenge = await step(services, attempt, standing);
    if (challenge !== undefined) return challenge;
  }
  return undefined;
}

async function ask(
  services: Services,
  attempt: SignInAttempt,
  challenge: NewChallenge,
  {
    user,
    progress,
    commit,
  }: Standing & { readonly commit: (changes: readonly Change[]) => Promise<void> },
): Promise<object> {
  const { name, parameters, state, availableChallenges } = challenge;
  const isAtPage = attempt.complete !== undefined;
  const asked = { sub: user.sub, challenge: name, progress: { ...progress, isAtPage }, state };
  const sent = await messageOf(services, attempt, challenge, { user, progress });
  const { session, changes: start } = services.challenges.start(attempt.client, asked);
  await commit([...sent, ...start]);
  return {
    ChallengeName: name,
    Session: session.id,
    ChallengeParameters: parameters,
    AvailableChallenges: availableChallenges,
  };
}

/** The changes that deliver the message of a question, in the words of the pool's function. */
async function messageOf(
  services: Services,
  { pool, client, clientMetadata }: SignInAttempt,
  { message }: NewChallenge,
  standing: Standing,
): Promise<readonly Change[]> {
  if (message === undefined) return [];
  const { user } = standing;
  const occasion = { pool, clientId: client.id, clientMetadata };
  if (!isWordedByFunction(occasion, message)) return delivery(services, occasion, user, message);
  const { result } = await besideFunctions(services, pool, standing, () =>
    wordedMessage(services, occasion, user, message),
  );
  return delivery(services, occasion, user, result);
}

/** Keeps the user too when a step has changed it. */
function keep({ users, store }: Services, user: User, changes: readonly Change[]): Promise<void> {
  return users.findBySub(user.poolId, user.sub) === user
    ? store.commit(changes)
    : users.save(user, changes);
}
