import { ServiceError } from '../errors.js';
import { passwordPolicyOf } from '../pool/pool-rules.js';
import type { PasswordPolicySettings, UserPool } from '../pool/user-pool.js';
import { randomText } from '../random.js';
import { type PasswordRecord, wasUsedBefore } from './password-record.js';

/** Symbols that count, besides a space inside (developer guide, "Adding user pool password requirements"). */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=\S) (?=\S)/;

const classes = [
  ['RequireUppercase', /[A-Z]/, 'Password must have uppercase characters'],
  ['RequireLowercase', /[a-z]/, 'Password must have lowercase characters'],
  ['RequireNumbers', /[0-9]/, 'Password must have numeric characters'],
  ['RequireSymbols', symbol, 'Password must have symbol characters'],
] as const;

/** Who chooses the password: Cognito words its refusals to administrators differently. */
export type Chooser = 'user' | 'administrator';

/** @throws InvalidPasswordException that names the first demand not met. */
export function checkPasswordPolicy(pool: UserPool, password: string, chooser: Chooser): void {
  const fault = policyFault(passwordPolicyOf(pool), password);
  if (fault === undefined) return;
  const policy = chooser === 'user' ? 'policy' : 'password policy';
  throw new ServiceError(
    'InvalidPasswordException',
    `Password did not conform with ${policy}: ${fault}`,
  );
}

/** @throws PasswordHistoryPolicyViolationException when the pool keeps a history and the password is in it. */
export function checkPasswordHistory(
  pool: UserPool,
  user: {
    readonly poolId: string;
    readonly username: string;
    readonly password?: PasswordRecord | undefined;
  },
  password: string,
): void {
  const size = passwordPolicyOf(pool).PasswordHistorySize ?? 0;
  if (size === 0 || user.password === undefined) return;
  if (!wasUsedBefore(user, user.password, password)) return;
  throw new ServiceError(
    'PasswordHistoryPolicyViolationException',
    'Password has previously been used.',
  );
}

/** A random password that the pool's own policy takes. */
export function randomPassword(pool: UserPool): string {
  const { MinimumLength = 8 } = passwordPolicyOf(pool);
  const rest = randomText('abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789', 8);
  const ofEachClass = [
    'ABCDEFGHJKLMNPQRSTUVWXYZ',
    'abcdefghijkmnopqrstuvwxyz',
    '23456789',
    '!#%&+-',
  ]
    .map((alphabet) => randomText(alphabet, 1))
    .join('');
  const missing = Math.max(0, MinimumLength - rest.length - ofEachClass.length);
  return rest + ofEachClass + randomText('abcdefghijkmnopqrstuvwxyz23456789', missing);
}

function policyFault(policy: PasswordPolicySettings, password: string): string | undefined {
  if (password.length < (policy.MinimumLength ?? 8)) return 'Password not long enough';
  return classes.find(
    ([setting, letters]) => policy[setting] === true && !letters.test(password),
  )?.[2];
}
