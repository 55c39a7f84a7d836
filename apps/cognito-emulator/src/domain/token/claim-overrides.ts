import type { Claims } from './jwt.js';

/** What a pre token generation function asked for, in one form for all its versions. */
export interface ClaimOverrides {
  readonly access: TokenOverrides;
  readonly id: TokenOverrides;
  /** Absent: groups stay as they are. */
  readonly groups?: GroupOverrides | undefined;
}

export interface TokenOverrides {
  readonly add: readonly (readonly [string, unknown])[];
  readonly suppress: readonly string[];
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
}

export interface GroupOverrides {
  readonly names: readonly string[];
  readonly roles: readonly string[];
  readonly preferredRole?: string | undefined;
}

/** Claims no function can change (developer guide, "Pre token generation Lambda trigger"). */
const fixedClaims = new Set([
  ...['acr', 'amr', 'at_hash', 'auth_time', 'azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'nonce'],
  ...['origin_jti', 'sub', 'token_use', 'username', 'client_id', 'event_id', 'device_key'],
  ...['version', 'identities', 'scope'],
]);
const changeableCognitoClaims = ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'];

/**
 * Changes the claims of an access token in place. `aud` can be set to the client's id and to nothing else.
 * What is both added and suppressed is suppressed.
 */
export function overrideAccessToken(
  claims: Claims,
  { access, groups }: ClaimOverrides,
  clientId: string,
): void {
  overrideGroups(claims, groups, ['cognito:groups']);
  overrideClaims(claims, access, (name, value) => {
    return name !== 'aud' || (value === clientId && !claims.has('aud'));
  });
  const scope = claims.get('scope');
  const scopes = new Set([
    ...(typeof scope === 'string' ? scope.split(' ').filter(Boolean) : []),
    ...access.scopesToAdd,
  ]);
  for (const suppressed of access.scopesToSuppress) scopes.delete(suppressed);
  if (scopes.size === 0) claims.delete('scope');
  else claims.set('scope', [...scopes].join(' '));
}

/** Changes the claims of an ID token in place. */
export function overrideIdToken(claims: Claims, { id, groups }: ClaimOverrides): void {
  overrideGroups(claims, groups, changeableCognitoClaims);
  overrideClaims(claims, id, (name) => name !== 'aud');
}

function overrideClaims(
  claims: Claims,
  { add, suppress }: TokenOverrides,
  mayAdd: (name: string, value: unknown) => boolean,
): void {
  for (const [name, value] of add)
    if (isChangeable(name) && mayAdd(name, value)) claims.set(name, value);
  for (const name of suppress) if (isChangeable(name) && name !== 'aud') claims.delete(name);
}

function isChangeable(name: string): boolean {
  if (name.startsWith('cognito:')) return changeableCognitoClaims.includes(name);
  return !fixedClaims.has(name);
}

function overrideGroups(
  claims: Claims,
  groups: GroupOverrides | undefined,
  names: readonly string[],
): void {
  if (groups === undefined) return;
  const values = [
    ['cognito:groups', groups.names],
    ['cognito:roles', groups.roles],
    ['cognito:preferred_role', groups.preferredRole],
  ] as const;
  for (const [name, value] of values) {
    if (!names.includes(name)) continue;
    if (value === undefined || value.length === 0) claims.delete(name);
    else claims.set(name, value);
  }
}
