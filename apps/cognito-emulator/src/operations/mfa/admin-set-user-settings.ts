import { withMfaOptions } from './sms-mfa-option.js';
import { operation } from '../operation.js';

/** Switches a user's MFA by SMS in the way from before AdminSetUserMFAPreference (API reference, AdminSetUserSettings). */
export const adminSetUserSettings = operation({
  name: 'AdminSetUserSettings',
  access: 'iam',
  uses: ['clock', 'pools', 'users'],
  async handle({ pools, users, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    await users.exclusively(users.get(pool, request.Username), (user) =>
      users.save(withMfaOptions(pool, user, request.MFAOptions, clock.nowMilliseconds())),
    );
    return {};
  },
});
