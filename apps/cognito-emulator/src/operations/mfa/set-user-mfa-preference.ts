import { chosenPreference } from './chosen-preference.js';
import { operation } from '../operation.js';

/** A user's own choice of second factors (API reference, SetUserMFAPreference). */
export const setUserMfaPreference = operation({
  name: 'SetUserMFAPreference',
  access: 'accessToken',
  uses: ['users'],
  async handle({ users }, request, { pool, user: caller }) {
    await users.exclusively(caller, (user) =>
      users.save({ ...user, mfa: chosenPreference(pool, user, request) }),
    );
    return {};
  },
});
