import { enabledMfas, type MfaFactor } from '../pool/mfa-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import type { User } from './user.js';

/** What lists of a user's MFA settings show (GetUser, AdminGetUser, GetUserAuthFactors). */
export function mfaSettingsOf({ mfa }: User) {
  if (mfa === undefined || mfa.enabled.length === 0) return {};
  return { PreferredMfaSetting: mfa.preferred, UserMFASettingList: mfa.enabled };
}

/** The second factors a user can be asked for: those that are switched on, at the pool and by the user, and work. */
export function usableFactors(pool: UserPool, user: User): readonly MfaFactor[] {
  const ofPool = enabledMfas(pool);
  const own = (user.mfa?.enabled ?? []).filter(
    (factor) => ofPool.includes(factor) && canReceive(user, factor),
  );
  return own.length > 0 ? own : defaultFactors(pool, user);
}

/** Where MFA is required, an address is enough for a factor nobody has chosen anything of. */
function defaultFactors(pool: UserPool, user: User): readonly MfaFactor[] {
  if (pool.settings.MfaConfiguration !== 'ON') return [];
  return (['SMS_MFA', 'EMAIL_OTP'] as const)
    .filter((factor) => enabledMfas(pool).includes(factor))
    .filter((factor) => canReceive(user, factor))
    .slice(0, 1);
}

/** Whether a user has what a factor needs: a number, an address, a verified authenticator app. */
export function canReceive({ attributes, softwareToken }: User, factor: MfaFactor): boolean {
  if (factor === 'SOFTWARE_TOKEN_MFA') return softwareToken?.isVerified === true;
  return (attributes[factor === 'SMS_MFA' ? 'phone_number' : 'email'] ?? '') !== '';
}
