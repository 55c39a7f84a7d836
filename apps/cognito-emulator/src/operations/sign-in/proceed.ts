import type { Change } from '../../domain/store.js';
import { hasFunctions } from '../../domain/trigger/trigger-call.js';
import type { ChallengeSession } from '../../domain/user/challenge-session.js';
import type { User } from '../../domain/user/user.js';
import { delivery, isWordedByFunction, wordedMessage } from '../messages/deliver-message.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';
import { withUserLockReleased } from './user-lock-released.js';
import type { ChallengeOutcome, NewChallenge } from './challenge.js';
import type { SignInStateWithDevice, SignInState } from './sign-in-state.js';
import { authenticated, completeSignIn } from './complete-sign-in.js';
import { customStep } from './steps/custom-step.js';
import { onDevice, type OutcomeOnDevice, presentedDevice } from './presented-device.js';
import { signInSteps } from './steps/index.js';
import type { SignInServices } from './sign-in-services.js';

/**
 * Continues a sign-in after a flow or a challenge response: looks up the device once, and advances.
 * @param ended the session whose challenge was answered
 */
export function proceed(
  services: SignInServices,
  attempt: SignInAttempt,
  outcome: ChallengeOutcome,
  ended?: ChallengeSession,
): Promise<object> {
  return advance(services, attempt, onDevice(services, attempt, outcome), ended);
}

/**
 * Advances a sign-in to its next challenge, or to its end. The changes of the outcome are part of the same commit. In a
 * pool with functions they are committed first, because others may change the user while a function runs. The caller
 * holds the lock of the user.
 * @param ended the session whose challenge was answered
 */
export async function advance(
  services: SignInServices,
  attempt: SignInAttempt,
  outcome: OutcomeOnDevice,
  ended?: ChallengeSession,
): Promise<object> {
  const { user, changes = [] } = outcome;
  const before = ended ? [...changes, services.challenges.end(ended)] : changes;
  const isSettled = hasFunctions(attempt.pool);
  if (isSettled) await keep(services, user, before);
  const commit = (more: readonly Change[]) =>
    isSettled ? services.store.commit(more) : keep(services, user, [...before, ...more]);
  const challenge = outcome.next ?? (await nextChallenge(services, attempt, outcome));
  if (challenge !== undefined) return ask(services, attempt, challenge, { ...outcome, commit });
  const state = isSettled ? current(services, attempt, outcome) : outcome;
  if (attempt.complete !== undefined)
    return endAtPage(services, { ...attempt, complete: attempt.complete }, state, commit);
  return completeSignIn(services, attempt, state, commit);
}

/** Ends a sign-in at a page as that wants it to end. */
async function endAtPage(
  services: Pick<Services, 'triggers' | 'users'>,
  attempt: SignInAttempt & { readonly complete: NonNullable<SignInAttempt['complete']> },
  state: SignInStateWithDevice,
  commit: (changes: readonly Change[]) => Promise<void>,
): Promise<object> {
  const { result } = await withUserLockReleased(services, attempt.pool, state, async () => {
    await authenticated(services, attempt, state);
    return attempt.complete(state);
  });
  await commit(result.changes);
  return result.answer;
}

/** Reads the user and the device again: functions may have changed them. */
function current(
  services: Pick<Services, 'devices' | 'users'>,
  attempt: SignInAttempt,
  { user: before, progress }: SignInState,
): SignInStateWithDevice {
  const user = services.users.findBySub(before.poolId, before.sub) ?? before;
  return { user, progress, device: presentedDevice(services, attempt, { user, progress }) };
}

async function nextChallenge(
  services: SignInServices,
  attempt: SignInAttempt,
  state: SignInStateWithDevice,
): Promise<NewChallenge | undefined> {
  if (state.progress.custom !== undefined) return customStep(services, attempt, state);
  for (const step of signInSteps) {
    const challenge = await step(services, attempt, state);
    if (challenge !== undefined) return challenge;
  }
  return undefined;
}

async function ask(
  services: Pick<Services, 'challenges' | 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  attempt: SignInAttempt,
  challenge: NewChallenge,
  {
    user,
    progress,
    commit,
  }: SignInState & { readonly commit: (changes: readonly Change[]) => Promise<void> },
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
  services: Pick<Services, 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  { pool, client, clientMetadata }: SignInAttempt,
  { message }: NewChallenge,
  state: SignInState,
): Promise<readonly Change[]> {
  if (message === undefined) return [];
  const { user } = state;
  const occasion = { pool, clientId: client.id, clientMetadata };
  if (!isWordedByFunction(occasion, message)) return delivery(services, occasion, user, message);
  const { result } = await withUserLockReleased(services, pool, state, () =>
    wordedMessage(services, occasion, user, message),
  );
  return delivery(services, occasion, user, result);
}

/** Keeps the user too when a step has changed it. */
function keep(
  { users, store }: Pick<Services, 'store' | 'users'>,
  user: User,
  changes: readonly Change[],
): Promise<void> {
  return users.findBySub(user.poolId, user.sub) === user
    ? store.commit(changes)
    : users.save(user, changes);
}
