const numbers = new Set([
  ...['MinimumLength', 'PasswordHistorySize', 'TemporaryPasswordValidityDays'],
  ...['AccessTokenValidity', 'IdTokenValidity', 'RefreshTokenValidity', 'AuthSessionValidity'],
  ...['RetryGracePeriodSeconds', 'Precedence', 'UnusedAccountValidityDays', 'Priority'],
  'ManagedLoginVersion',
]);

/** Properties that are text although people write numbers. */
const texts = new Set(['MinLength', 'MaxLength', 'MinValue', 'MaxValue']);

/**
 * Gives properties the types the API has. CloudFormation is lenient: `"true"` is true and `"8"` is 8, above all when
 * they come from parameters.
 */
export function withProperScalars(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withProperScalars(item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, withProperScalars(item, key)]),
    );
  return properScalar(value, name);
}

function properScalar(value: unknown, name: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  if (numbers.has(name) && typeof value === 'string' && value.trim() !== '') return Number(value);
  return texts.has(name) && typeof value === 'number' ? String(value) : value;
}
