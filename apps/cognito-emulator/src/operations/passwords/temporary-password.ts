import { checkPasswordPolicy, randomPassword } from '../../domain/password/password-policy.js';
import { newPasswordRecord, type PasswordRecord } from '../../domain/password/password-record.js';
import { passwordPolicyOf } from '../../domain/pool/pool-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { User } from '../../domain/user/user.js';

const day = 86_400_000;

/**
 * A password that has to be replaced at the first sign-in, the administrator's or one made up.
 * @throws InvalidPasswordException when the pool's policy doesn't take it.
 */
export function temporaryPassword(
  pool: UserPool,
  user: User,
  given: string | undefined,
  now: number,
): { readonly text: string; readonly record: PasswordRecord } {
  if (given !== undefined) checkPasswordPolicy(pool, given, 'administrator');
  const text = given ?? randomPassword(pool);
  const policy = passwordPolicyOf(pool);
  const { TemporaryPasswordValidityDays: days = 0 } = policy;
  const temporaryUntil = now + (days === 0 ? 7 : days) * day;
  const historySize = policy.PasswordHistorySize;
  return { text, record: newPasswordRecord(user, text, { historySize, temporaryUntil }) };
}
