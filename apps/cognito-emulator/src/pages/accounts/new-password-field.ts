import { passwordPolicyOf } from '../../domain/pool/pool-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { Field } from '../markup/fields.js';

/** Asks for a password that is new, and says what the pool wants of it. */
export const newPasswordField = (pool: UserPool, label = 'Password'): Field => ({
  name: 'password',
  label,
  type: 'password',
  autocomplete: 'new-password',
  hint: demandsOf(pool),
  maxLength: 256,
});

const demands = [
  ['RequireUppercase', 'an upper-case letter'],
  ['RequireLowercase', 'a lower-case letter'],
  ['RequireNumbers', 'a number'],
  ['RequireSymbols', 'a symbol'],
] as const;

function demandsOf(pool: UserPool): string {
  const policy = passwordPolicyOf(pool);
  const classes = demands.filter(([setting]) => policy[setting] === true).map(([, text]) => text);
  const length = `At least ${policy.MinimumLength ?? 8} characters`;
  const last = classes.pop();
  if (last === undefined) return length;
  return `${length}, with ${classes.length === 0 ? last : `${classes.join(', ')} and ${last}`}`;
}
