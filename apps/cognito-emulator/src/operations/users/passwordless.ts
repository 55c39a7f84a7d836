import { allowedFirstAuthFactors } from '../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { Attributes } from '../../domain/user/user.js';

/** Whether the pool's users can sign in by codes alone (API reference, SignUp "Password"). */
export const allowsPasswordless = (pool: UserPool): boolean =>
  allowedFirstAuthFactors(pool).some((factor) => factor.endsWith('_OTP'));

/** Whether a user with these attributes has an address that such a code can go to. */
export function canReceiveCodes(pool: UserPool, attributes: Attributes): boolean {
  const factors = allowedFirstAuthFactors(pool);
  return (
    (factors.includes('EMAIL_OTP') && attributes.email !== undefined) ||
    (factors.includes('SMS_OTP') && attributes.phone_number !== undefined)
  );
}
