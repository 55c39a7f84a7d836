import { withMfaOptions } from './sms-mfa-option.js';
import { operation } from '../operation.js';

/** Switches MFA by SMS in the way from before SetUserMFAPreference (API reference, SetUserSettings). */
export const setUserSettings = operation({
  name: 'SetUserSettings',
  access: 'accessToken',
  uses: ['clock', 'users'],
  async handle({ users, clock }, { MFAOptions: options }, { user: caller, pool }) {
    await users.exclusively(caller, (user) =>
      users.save(withMfaOptions(pool, user, options, clock.nowMilliseconds())),
    );
    return {};
  },
});
