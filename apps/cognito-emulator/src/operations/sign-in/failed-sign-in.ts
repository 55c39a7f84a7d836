import type { UserPool } from '../../domain/pool/user-pool.js';
import type { AnsweredChallenge } from '../../domain/user/auth-event.js';
import type { Factor } from '../../domain/user/factor.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { provedBy } from './complete-sign-in.js';

/** A wrong answer, and what had been proved before it. */
interface Failure {
  readonly challenge: AnsweredChallenge['name'];
  readonly proved: readonly Factor[];
}

/** Keeps a sign-in that ended in a wrong password or code, for pools with threat protection. */
export const recordFailure = (
  { authEvents }: Pick<Services, 'authEvents'>,
  pool: UserPool,
  user: User,
  { challenge, proved }: Failure,
): Promise<void> =>
  authEvents.record(pool, user, {
    type: 'SignIn',
    response: 'Fail',
    challenges: [...provedBy(proved), { name: challenge, response: 'Failure' }],
  });

export const recordWrongPassword = (
  services: Pick<Services, 'authEvents'>,
  pool: UserPool,
  user: User,
): Promise<void> => recordFailure(services, pool, user, { challenge: 'Password', proved: [] });
