import { invalidParameter, notAuthorized } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { isRecoveredByAdminOnly, recoveryContact } from '../../domain/user/account-recovery.js';
import type { ContactAttribute, User } from '../../domain/user/user.js';

/** @throws NotAuthorizedException where only an administrator resets passwords. */
export function requireSelfService(pool: UserPool): void {
  if (isRecoveredByAdminOnly(pool)) throw notAuthorized('Contact administrator to reset password.');
}

/** @throws NotAuthorizedException for a user who never had a password of their own. */
export function requireResettable({ status }: User): void {
  if (status === 'FORCE_CHANGE_PASSWORD' || status === 'EXTERNAL_PROVIDER')
    throw notAuthorized('User password cannot be reset in the current state.');
}

/**
 * Where the code to reset a user's password goes.
 * @throws InvalidParameterException for a user who has proved no address.
 */
export function resetContact(pool: UserPool, user: User): ContactAttribute {
  const attribute = recoveryContact(pool, user);
  if (attribute !== undefined) return attribute;
  throw invalidParameter(
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  );
}

/** What resets a password: a code by which the user may choose another. */
export const resetCodeTo = (attribute: ContactAttribute) =>
  ({ purpose: 'passwordReset', attribute, kind: 'ForgotPassword' }) as const;
