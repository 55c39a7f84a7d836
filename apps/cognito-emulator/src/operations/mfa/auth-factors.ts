import type { UserPool } from '../../domain/pool/user-pool.js';
import { canReceive, mfaSettingsOf } from '../../domain/user/mfa.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { firstFactorsOf } from '../sign-in/first-factors.js';

/** A user's own factors (API reference, GetUserAuthFactors): the first ones by name, and the MFA settings. */
export function authFactors(services: Pick<Services, 'passkeys'>, pool: UserPool, user: User) {
  const first = firstFactorsOf(services, pool, user).filter((factor) => factor !== 'PASSWORD_SRP');
  const second = canReceive(user, 'SOFTWARE_TOKEN_MFA') ? ['SOFTWARE_TOKEN'] : [];
  return {
    Username: user.username,
    ...mfaSettingsOf(user),
    ConfiguredUserAuthFactors: [...first, ...second],
  };
}
