import { mfaOptionsOf } from '../../domain/user/mfa-preference.js';
import { mfaSettingsOf } from '../../domain/user/mfa.js';
import { readableAttributes } from '../answers.js';
import { operation } from '../operation.js';

/** The user an access token belongs to (API reference, GetUser). */
export const getUser = operation({
  name: 'GetUser',
  access: 'accessToken',
  uses: [],
  handle: (_services, _request, { user, client }) => ({
    Username: user.username,
    UserAttributes: readableAttributes(user, client),
    ...mfaOptionsOf(user.mfa),
    ...mfaSettingsOf(user),
  }),
});
