const numbers = new Set([
  ...['MinimumLength', 'PasswordHistorySize', 'TemporaryPasswordValidityDays'],
  ...['AccessTokenValidity', 'IdTokenValidity', 'RefreshTokenValidity', 'AuthSessionValidity'],
  ...['RetryGracePeriodSeconds', 'Precedence', 'UnusedAccountValidityDays', 'Priority'],
  'ManagedLoginVersion',
]);

const booleans = new Set([
  ...['RequireUppercase', 'RequireLowercase', 'RequireNumbers', 'RequireSymbols'],
  ...['CaseSensitive', 'AllowAdminCreateUserOnly', 'Mutable', 'Required', 'DeveloperOnlyAttribute'],
  ...['GenerateSecret', 'AllowedOAuthFlowsUserPoolClient', 'EnableTokenRevocation'],
  ...['EnablePropagateAdditionalUserContextData', 'ChallengeRequiredOnNewDevice'],
  'DeviceOnlyRememberedOnUserPrompt',
]);

/** Properties that are text although people write numbers or booleans; `Value` is a user attribute's. */
const texts = new Set(['MinLength', 'MaxLength', 'MinValue', 'MaxValue', 'Value']);

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
  if (typeof value === 'string') return scalarOfText(value, name);
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  return texts.has(name) && isScalar ? String(value) : value;
}

function scalarOfText(text: string, name: string): unknown {
  if (booleans.has(name) && (text === 'true' || text === 'false')) return text === 'true';
  return numbers.has(name) && text.trim() !== '' ? Number(text) : text;
}
