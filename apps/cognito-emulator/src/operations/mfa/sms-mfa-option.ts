import { invalidParameter } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { withFactorSwitched } from '../../domain/user/mfa-preference.js';
import type { User } from '../../domain/user/user.js';
import { changedUser } from '../users/changed-user.js';

interface MfaOption {
  readonly DeliveryMedium?: string | undefined;
  readonly AttributeName?: string | undefined;
}

/**
 * A user with MFA by SMS switched on or off in the old way: on by its one option, off by none (API reference,
 * SetUserSettings "MFAOptions").
 * @throws InvalidParameterException for any other option, and for a user who has no phone number.
 */
export function withMfaOptions(
  pool: UserPool,
  user: User,
  options: readonly MfaOption[],
  now: number,
): User {
  for (const { DeliveryMedium: medium, AttributeName: attribute } of options)
    if (medium !== 'SMS' || attribute !== 'phone_number')
      throw invalidParameter('The only MFA option is SMS to phone_number.');
  if (options.length > 0 && user.attributes.phone_number === undefined)
    throw invalidParameter('User does not have delivery config set to turn on SMS_MFA');
  const mfa = withFactorSwitched(user.mfa, 'SMS_MFA', options.length > 0);
  return changedUser(pool, user, { mfa }, now);
}
