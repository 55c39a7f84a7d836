import { enabledMfas, type MfaFactor, mfaConfigurationOf } from '../pool/mfa-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import { primaryRecoveryContact } from './account-recovery.js';
import type { User } from './user.js';

/** What lists of a user's MFA settings show (GetUser, AdminGetUser, GetUserAuthFactors). */
export function mfaSettingsOf({ mfa }: User) {
  if (mfa === undefined || mfa.enabled.length === 0) return {};
  return { PreferredMfaSetting: mfa.preferred, UserMFASettingList: mfa.enabled };
}

/** Whether one factor is not enough for a user: MFA is required, or they have set it up where it is optional. */
export function isHeldToMfa(pool: UserPool, user: User): boolean {
  const configuration = mfaConfigurationOf(pool);
  if (configuration !== 'OPTIONAL') return configuration === 'ON';
  return usableFactors(pool, user).length > 0;
}

/**
 * The second factors a user can be asked for: those they have switched on, of what the pool has and they can use. Where
 * MFA is required and they have switched none on, what they have is enough (developer guide, "Details of MFA logic at
 * user runtime").
 */
export function usableFactors(pool: UserPool, user: User): readonly MfaFactor[] {
  const available = enabledMfas(pool).filter((factor) => canReceive(user, factor));
  const chosen = available.filter((factor) => user.mfa?.enabled.includes(factor));
  if (chosen.length > 0 || mfaConfigurationOf(pool) !== 'ON') return chosen;
  const reserved = factorOfRecovery(pool);
  const others = available.filter((factor) => factor !== reserved);
  // SMS MFA shuts out recovery by SMS, not the other way round, unless email can take its place.
  return reserved === 'SMS_MFA' && !others.includes('EMAIL_OTP') ? available : others;
}

/** The second factors a user who has none can set up; not an email address that password resets go to. */
export function factorsToSetUp(pool: UserPool): readonly MfaFactor[] {
  const reserved = factorOfRecovery(pool);
  return enabledMfas(pool).filter((factor) => factor !== 'EMAIL_OTP' || factor !== reserved);
}

/** Whether a user has what a factor needs: a number, an address, a verified authenticator app. */
export function canReceive({ attributes, softwareToken }: User, factor: MfaFactor): boolean {
  if (factor === 'SOFTWARE_TOKEN_MFA') return softwareToken?.isVerified === true;
  return (attributes[factor === 'SMS_MFA' ? 'phone_number' : 'email'] ?? '') !== '';
}

/** The factor whose codes would go where the pool sends codes for password resets first. */
function factorOfRecovery(pool: UserPool): MfaFactor | undefined {
  const contact = primaryRecoveryContact(pool);
  if (contact === undefined) return undefined;
  return contact === 'email' ? 'EMAIL_OTP' : 'SMS_MFA';
}
