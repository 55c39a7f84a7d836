import { checkPasswordHistory, checkPasswordPolicy } from '../domain/password/password-policy.js';
import { newPasswordRecord } from '../domain/password/password-record.js';
import { passwordPolicyOf } from '../domain/pool/pool-rules.js';
import { changedUser } from './accounts/changed-user.js';
import { temporaryPassword } from './accounts/temporary-password.js';
import { operation } from './operation.js';

/** Sets a password for good, or until the next sign-in (API reference, AdminSetUserPassword). */
export const adminSetUserPassword = operation({
  name: 'AdminSetUserPassword',
  access: 'iam',
  async handle({ pools, users, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    checkPasswordPolicy(pool, request.Password, 'administrator');
    const now = clock.nowMilliseconds();
    await users.exclusively(users.get(pool, request.Username), (user) => {
      checkPasswordHistory(pool, user, request.Password);
      const historySize = passwordPolicyOf(pool).PasswordHistorySize;
      const change =
        request.Permanent === true
          ? {
              password: newPasswordRecord(user, request.Password, { historySize }),
              status: 'CONFIRMED' as const,
            }
          : {
              password: temporaryPassword(pool, user, request.Password, now).record,
              status: 'FORCE_CHANGE_PASSWORD' as const,
            };
      return users.save(changedUser(pool, user, { ...change, codes: undefined }, now));
    });
    return {};
  },
});
