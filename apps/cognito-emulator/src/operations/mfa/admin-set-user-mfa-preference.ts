import { chosenPreference } from './chosen-preference.js';
import { operation } from '../operation.js';

/** A user's second factors as an administrator sets them (API reference, AdminSetUserMFAPreference). */
export const adminSetUserMfaPreference = operation({
  name: 'AdminSetUserMFAPreference',
  access: 'iam',
  uses: ['pools', 'users'],
  async handle({ pools, users }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    await users.exclusively(users.get(pool, request.Username), (user) =>
      users.save({ ...user, mfa: chosenPreference(pool, user, request) }),
    );
    return {};
  },
});
