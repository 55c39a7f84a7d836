import type { LambdaConfig, PasswordPolicySettings, UserPool } from './user-pool.js';

/** Cognito's own policy for a pool that states none (as a bare CreateUserPool answers). */
const withoutOwn = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
} as const satisfies PasswordPolicySettings;

/** The policy in force; a member that a stated policy leaves out asks for nothing. */
export function passwordPolicyOf(pool: UserPool): PasswordPolicySettings {
  const { Policies, AdminCreateUserConfig } = pool.settings;
  const stated = Policies?.PasswordPolicy ?? withoutOwn;
  const days = AdminCreateUserConfig?.UnusedAccountValidityDays ?? 7;
  return { MinimumLength: 8, TemporaryPasswordValidityDays: days, ...stated };
}

/** The function that shapes tokens, whichever of two settings names it; the older one knows a single version. */
export function preTokenGenerationOf({
  PreTokenGeneration: functionArn,
  PreTokenGenerationConfig: config,
}: LambdaConfig): LambdaConfig['PreTokenGenerationConfig'] {
  if (config !== undefined || functionArn === undefined) return config;
  return { LambdaVersion: 'V1_0', LambdaArn: functionArn };
}

/** Whether people sign in with this attribute instead of a name (pool setting UsernameAttributes). */
export const isUsernameAttribute = (pool: UserPool, attribute: string) =>
  pool.settings.UsernameAttributes?.includes(attribute) ?? false;

/** Whether the pool's users have no names of their own, only email addresses or phone numbers. */
export const hasUsernameAttributes = (pool: UserPool) =>
  (pool.settings.UsernameAttributes?.length ?? 0) > 0;

/** Whether people may sign in with this attribute besides their name, once verified (AliasAttributes). */
export const isAliasAttribute = (pool: UserPool, attribute: string) =>
  pool.settings.AliasAttributes?.includes(attribute) ?? false;

/** A name in the form it is compared in: pools are case-sensitive unless they say otherwise. */
export function canonicalName(pool: UserPool, name: string): string {
  const caseSensitive = pool.settings.UsernameConfiguration?.CaseSensitive ?? true;
  return caseSensitive ? name : name.toLowerCase();
}

/** The attribute a new user proves by a code; phone wins over email (developer guide, "Signing up users"). */
export function attributeToVerify(
  pool: UserPool,
  attributes: Readonly<Record<string, string>>,
): 'phone_number' | 'email' | undefined {
  const automatic = pool.settings.AutoVerifiedAttributes ?? [];
  return (['phone_number', 'email'] as const).find(
    (name) => automatic.includes(name) && attributes[name] !== undefined,
  );
}
