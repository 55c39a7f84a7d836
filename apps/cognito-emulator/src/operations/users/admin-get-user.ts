import { mfaOptionsOf } from '../../domain/user/mfa-preference.js';
import { mfaSettingsOf } from '../../domain/user/mfa.js';
import { attributeList } from '../../domain/user/user.js';
import { timestamp } from '../answers.js';
import { operation } from '../operation.js';

/** Everything about a user (API reference, AdminGetUser). */
export const adminGetUser = operation({
  name: 'AdminGetUser',
  access: 'iam',
  uses: ['pools', 'users'],
  handle({ pools, users }, request, { region }) {
    const user = users.get(pools.get(request.UserPoolId, region), request.Username);
    return {
      Username: user.username,
      UserAttributes: attributeList(user),
      UserCreateDate: timestamp(user.createdAt),
      UserLastModifiedDate: timestamp(user.updatedAt),
      Enabled: user.enabled,
      UserStatus: user.status,
      ...mfaOptionsOf(user.mfa),
      ...mfaSettingsOf(user),
    };
  },
});
