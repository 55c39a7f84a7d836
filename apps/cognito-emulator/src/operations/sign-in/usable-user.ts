import { notAuthorized, passwordResetRequired, ServiceError } from '../../domain/errors.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';

/**
 * Refuses a user who has something else to do before a password is of any use. Cognito tells that to whoever asks to sign
 * in, before it looks at a password, so that apps can lead there.
 * @throws UserNotConfirmedException, PasswordResetRequiredException
 */
export function requireSettled({ status }: Partial<Pick<User, 'status'>> = {}): void {
  if (status === 'UNCONFIRMED')
    throw new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
  if (status === 'RESET_REQUIRED') throw passwordResetRequired();
}

/**
 * Refuses a user whose state keeps a right password from being enough. Asked only after the password is proved: nothing
 * more about a user is told to who doesn't know it.
 * @throws NotAuthorizedException, UserNotConfirmedException, PasswordResetRequiredException
 */
export function requireUsable({ clock }: Pick<Services, 'clock'>, user: User): void {
  if (!user.enabled) throw notAuthorized('User is disabled.');
  requireSettled(user);
  const { temporaryUntil = Infinity } = user.password ?? {};
  if (clock.nowMilliseconds() >= temporaryUntil)
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
}
