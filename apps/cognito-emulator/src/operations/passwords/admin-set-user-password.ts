import {
  checkPasswordHistory,
  checkPasswordPolicy,
} from '../../domain/password/password-policy.js';
import { newPasswordRecord } from '../../domain/password/password-record.js';
import { passwordPolicyOf } from '../../domain/pool/pool-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { withoutCode } from '../../domain/user/codes.js';
import type { User } from '../../domain/user/user.js';
import { changedUser } from '../users/changed-user.js';
import { lockoutName } from './set-password.js';
import { temporaryPassword } from './temporary-password.js';
import { operation } from '../operation.js';

/** Sets a password for good, or until the next sign-in (API reference, AdminSetUserPassword). */
export const adminSetUserPassword = operation({
  name: 'AdminSetUserPassword',
  access: 'iam',
  uses: ['clock', 'lockout', 'pools', 'users'],
  async handle({ pools, users, clock, lockout }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    checkPasswordPolicy(pool, request.Password, 'administrator');
    const now = clock.nowMilliseconds();
    await users.exclusively(users.get(pool, request.Username), async (user) => {
      checkPasswordHistory(pool, user, request.Password);
      const change =
        request.Permanent === true
          ? permanent(pool, user, request.Password)
          : temporary(pool, user, request.Password, now);
      const codes = withoutCode(withoutCode(user.codes, 'signUp'), 'passwordReset');
      await users.save(changedUser(pool, user, { ...change, codes }, now));
      lockout.succeeded(lockoutName(user));
    });
    return {};
  },
});

function permanent(pool: UserPool, user: User, password: string) {
  const historySize = passwordPolicyOf(pool).PasswordHistorySize;
  const record = newPasswordRecord(user, password, { historySize });
  return { password: record, status: 'CONFIRMED' } as const;
}

function temporary(pool: UserPool, user: User, password: string, now: number) {
  const { record } = temporaryPassword(pool, user, password, now);
  return { password: record, status: 'FORCE_CHANGE_PASSWORD' } as const;
}
