import { recoveryMechanismsOf } from '../pool/mfa-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import type { ContactAttribute, User } from './user.js';

const attributes: Readonly<Record<string, ContactAttribute>> = {
  verified_email: 'email',
  verified_phone_number: 'phone_number',
};

/** Whether passwords are reset by administrators alone. */
export const isRecoveredByAdminOnly = (pool: UserPool) =>
  recoveryMechanismsOf(pool).includes('admin_only');

/**
 * Where a code to reset the password may go: the first of the pool's ways for which the user has a proved address. A pool
 * that states its ways doesn't take the phone that receives a user's MFA codes (developer guide, "Account recovery").
 */
export function recoveryContact(pool: UserPool, user: User): ContactAttribute | undefined {
  return recoveryMechanismsOf(pool)
    .flatMap((mechanism) => attributes[mechanism] ?? [])
    .filter((attribute) => attribute !== 'phone_number' || !isKeptForMfa(pool, user))
    .find((attribute) => user.attributes[`${attribute}_verified`] === 'true');
}

const isKeptForMfa = ({ settings }: UserPool, { mfa }: User) =>
  (settings.AccountRecoverySetting?.RecoveryMechanisms ?? []).length > 0 &&
  mfa?.enabled.includes('SMS_MFA') === true;
