import { type MfaFactor, recoveryMechanismsOf, statesRecovery } from '../pool/mfa-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import type { ContactAttribute, User } from './user.js';

const attributes: Readonly<Record<string, ContactAttribute>> = {
  verified_email: 'email',
  verified_phone_number: 'phone_number',
};

const mfaFactors: Readonly<Record<ContactAttribute, MfaFactor>> = {
  email: 'EMAIL_OTP',
  phone_number: 'SMS_MFA',
};

/** Whether passwords are reset by administrators alone. */
export const isRecoveredByAdminOnly = (pool: UserPool) =>
  recoveryMechanismsOf(pool).includes('admin_only');

/**
 * Where a code to reset the password may go: the first of the pool's ways for which the user has a proved address. A pool
 * that states its ways doesn't take the address that receives a user's MFA codes (developer guide, "Account recovery").
 */
export function recoveryContact(pool: UserPool, user: User): ContactAttribute | undefined {
  return recoveryMechanismsOf(pool)
    .flatMap((mechanism) => attributes[mechanism] ?? [])
    .filter((attribute) => !isKeptForMfa(pool, user, attribute))
    .find((attribute) => user.attributes[`${attribute}_verified`] === 'true');
}

/** Where such codes go first, in a pool that states its ways. */
export function primaryRecoveryContact(pool: UserPool): ContactAttribute | undefined {
  const [first = ''] = statesRecovery(pool) ? recoveryMechanismsOf(pool) : [];
  return attributes[first];
}

const isKeptForMfa = (pool: UserPool, { mfa }: User, attribute: ContactAttribute) =>
  statesRecovery(pool) && mfa?.enabled.includes(mfaFactors[attribute]) === true;
