import { canonicalName } from '../../domain/pool/pool-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';

/**
 * How often an hour one user may do what involves codes and passwords (developer guide, "Quotas"). For a forgotten
 * password the guide names 5 to 20 by risk; these are in between.
 */
const mostAnHour = {
  ConfirmSignUp: 15,
  ResendConfirmationCode: 5,
  ForgotPassword: 10,
  ConfirmForgotPassword: 15,
  ChangePassword: 5,
  GetUserAttributeVerificationCode: 5,
  VerifyUserAttribute: 15,
} as const;

export type LimitedOperation = keyof typeof mostAnHour;

/**
 * Takes one try from a user's allowance; a name that nobody has gets the same.
 * @throws LimitExceededException
 */
export function takeTry(
  { attempts }: Pick<Services, 'attempts'>,
  operation: LimitedOperation,
  pool: UserPool,
  who: User | string,
): void {
  const name = typeof who === 'string' ? canonicalName(pool, who) : who.sub;
  attempts.take(operation, `${pool.id}/${name}`, mostAnHour[operation]);
}
