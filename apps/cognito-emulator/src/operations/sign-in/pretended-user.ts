import { incorrectUsernameOrPassword } from '../../domain/errors.js';
import { isPassword } from '../../domain/password/password-record.js';
import { canonicalName } from '../../domain/pool/pool-rules.js';
import type { ChallengeSession } from '../../domain/user/challenge-session.js';
import { pretendedDelivery } from '../../domain/user/code-delivery.js';
import type { SignInProgress } from '../../domain/user/sign-in-progress.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';

/**
 * Refuses a password of somebody who doesn't exist: guesses are counted, and take as long, as for anybody.
 * @throws NotAuthorizedException
 */
export function refusePassword(
  { lockout }: Pick<Services, 'lockout'>,
  { pool, parameters }: SignInAttempt,
  { progress: { username } }: ChallengeSession,
): never {
  const name = `${pool.id}/${canonicalName(pool, username)}`;
  lockout.requireOpen(name);
  isPassword({ poolId: pool.id, username }, undefined, parameters.PASSWORD ?? '');
  lockout.failed(name);
  throw incorrectUsernameOrPassword();
}

/**
 * Asks somebody who doesn't exist for a code that no mail brought.
 * @param chosen the session in which it was chosen; none where it was preferred from the beginning
 */
export async function pretendToSendCode(
  { challenges, store }: Pick<Services, 'challenges' | 'store'>,
  { client, pool }: SignInAttempt,
  progress: SignInProgress,
  chosen?: { readonly ended: ChallengeSession },
): Promise<object> {
  const challenge = 'EMAIL_OTP';
  const { session, changes } = challenges.start(client, { sub: undefined, challenge, progress });
  await store.commit([...(chosen ? [challenges.end(chosen.ended)] : []), ...changes]);
  const { DeliveryMedium, Destination } = pretendedDelivery(pool, progress.username, 'email');
  return {
    ChallengeName: challenge,
    Session: session.id,
    AvailableChallenges: chosen ? undefined : [challenge],
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
    },
  };
}
