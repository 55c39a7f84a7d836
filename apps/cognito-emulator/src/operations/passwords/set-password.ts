import {
  checkPasswordHistory,
  checkPasswordPolicy,
} from '../../domain/password/password-policy.js';
import { newPasswordRecord, type PasswordRecord } from '../../domain/password/password-record.js';
import { passwordPolicyOf } from '../../domain/pool/pool-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { User } from '../../domain/user/user.js';

/**
 * The record of a password that a user has chosen.
 * @throws InvalidPasswordException, PasswordHistoryPolicyViolationException
 */
export function chosenPassword(pool: UserPool, user: User, password: string): PasswordRecord {
  checkPasswordPolicy(pool, password, 'user');
  checkPasswordHistory(pool, user, password);
  const historySize = passwordPolicyOf(pool).PasswordHistorySize;
  return newPasswordRecord(user, password, { historySize });
}

/** The name under which wrong passwords of a user are counted. */
export const lockoutName = ({ poolId, sub }: User) => `${poolId}/${sub}`;
