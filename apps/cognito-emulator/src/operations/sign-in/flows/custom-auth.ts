import { invalidParameter, notAuthorized, userNotFound } from '../../../domain/errors.js';
import { hidesUserExistence } from '../../../domain/pool/client-rules.js';
import type { ChallengeResult } from '../../../domain/trigger/challenge-result.js';
import type { SignInProgress } from '../../../domain/user/sign-in-progress.js';
import { requiredParameter, type SignInAttempt, signInFlow } from '../auth-flow.js';
import { challengeUnknownUser } from '../challenges/custom-challenge.js';
import { proceed } from '../proceed.js';
import { requireSettled, requireUsable } from '../usable-user.js';

/**
 * Sign-in that functions of the pool lead (developer guide, "Custom authentication"). It may begin with the proof of a
 * password by SRP.
 */
export const customAuth = signInFlow({
  name: 'CUSTOM_AUTH',
  requires: ['USERNAME'],
  passwordForMigration: () => undefined,
  async run(services, attempt, { USERNAME: username }) {
    const custom = firstResults(attempt);
    const source = 'TokenGeneration_Authentication';
    const { DEVICE_KEY: deviceKey } = attempt.parameters;
    const progress: SignInProgress = { username, factors: [], source, deviceKey, custom };
    const owner = services.users.findForSignIn(attempt.pool, username);
    if (owner === undefined) {
      if (!hidesUserExistence(attempt.client)) throw userNotFound();
      return challengeUnknownUser(services, attempt, progress);
    }
    return services.users.exclusively(owner, async (user) => {
      if (!user.enabled) throw notAuthorized('User is disabled.');
      // With a password first, nothing more is told about a user before that is proved.
      if (custom.length === 0) requireUsable(services, user);
      else requireSettled(user);
      return proceed(services, attempt, { user, progress });
    });
  },
});

/** What the functions are told has happened before anything has. */
function firstResults(attempt: SignInAttempt): readonly ChallengeResult[] {
  const { CHALLENGE_NAME: name = 'CUSTOM_CHALLENGE' } = attempt.parameters;
  if (name === 'CUSTOM_CHALLENGE') return [];
  if (name !== 'SRP_A') throw invalidParameter('CHALLENGE_NAME must be SRP_A or CUSTOM_CHALLENGE.');
  requiredParameter(attempt, 'SRP_A');
  return [{ challengeName: name, challengeResult: true, challengeMetadata: null }];
}
