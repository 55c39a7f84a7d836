/** What a user may hold: everyone the first set, members of a group that group's set too. */
export interface ScopesByGroup {
  readonly everyone: readonly string[];
  readonly byGroup: Readonly<Record<string, readonly string[]>>;
}

/** The one scope Cognito puts into tokens of a sign-in by API. */
export const selfServiceScope = 'aws.cognito.signin.user.admin';

/**
 * The scopes a user's token stands for, where rights are given by group at the edge: a sign-in by API, which
 * can't ask for scopes, gets all the user is entitled to; one by OAuth gets what it asked for and is entitled
 * to. Scopes outside the table pass as they are. Without a table the token's own scopes hold.
 */
export function effectiveScopes(
  tokenScopes: readonly string[],
  groups: readonly string[],
  table: ScopesByGroup | undefined,
): readonly string[] {
  if (!table) return tokenScopes;
  const entitled = new Set(table.everyone);
  for (const group of groups) {
    if (Object.hasOwn(table.byGroup, group)) {
      for (const scope of table.byGroup[group] ?? []) entitled.add(scope);
    }
  }
  if (tokenScopes.length === 1 && tokenScopes[0] === selfServiceScope) {
    return [selfServiceScope, ...entitled];
  }
  const governed = new Set([...table.everyone, ...Object.values(table.byGroup).flat()]);
  return tokenScopes.filter((scope) => entitled.has(scope) || !governed.has(scope));
}
