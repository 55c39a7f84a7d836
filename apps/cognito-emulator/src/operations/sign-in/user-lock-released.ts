import {
  incorrectUsernameOrPassword,
  notAuthorized,
  passwordResetRequired,
} from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { hasFunctions } from '../../domain/trigger/trigger-call.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import type { SignInState } from './sign-in-state.js';

/**
 * Runs functions of a pool in the middle of a sign-in: meanwhile others may change the user, the functions themselves
 * among them, so that what the sign-in has found out is checked again. Called while nobody else changes the user, who has
 * no changes that aren't kept yet.
 * @returns what came of it, and the user as the user is by then
 * @throws NotAuthorizedException, PasswordResetRequiredException when the user may no longer sign in like this.
 */
export async function withUserLockReleased<Result>(
  { users }: Pick<Services, 'users'>,
  pool: UserPool,
  { user, progress }: SignInState,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly user: User }> {
  if (!hasFunctions(pool)) return { result: await work(), user };
  const { result, fresh } = await users.aside(user, work);
  if (!fresh.enabled) throw notAuthorized('User is disabled.');
  if (fresh.status === 'RESET_REQUIRED' && user.status !== 'RESET_REQUIRED')
    throw passwordResetRequired();
  if (progress.factors.includes('pwd') && fresh.password?.verifier !== user.password?.verifier)
    throw incorrectUsernameOrPassword();
  return { result, user: fresh };
}
