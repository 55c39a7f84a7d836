/** The attributes that a scope is for (OpenID Connect Core 1.0 §5.4); profile, at Cognito, is for all of them. */
const attributesByScope: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
};

/**
 * Whether an ID token or userInfo may hold an attribute. `openid` alone gives all that the client can read; scopes for
 * attributes beside it narrow that to their own (developer guide, "Scopes, M2M, and APIs with resource servers").
 */
export function isWithinScopes(scopes: readonly string[], attribute: string): boolean {
  const narrowing = scopes.filter((scope) => attributesByScope[scope] !== undefined);
  if (narrowing.length === 0 || scopes.includes('profile')) return true;
  return narrowing.some((scope) => attributesByScope[scope]?.includes(attribute));
}
