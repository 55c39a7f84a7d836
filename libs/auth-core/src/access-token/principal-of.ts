import { pickUser } from '../carried-claims.js';
import type { Principal } from '../principal.js';
import type { AccessTokenClaims } from './claim-policy.js';
import { effectiveScopes, type ScopesByGroup } from './effective-scopes.js';
import { poolIdOf, type TrustedPool } from './trusted-pools.js';

/**
 * Whom the claims of a good access token name. The result is frozen all through, because it is remembered and given to
 * many requests.
 */
export function principalOf(
  claims: AccessTokenClaims,
  pool: TrustedPool,
  scopesByGroup: ScopesByGroup | undefined,
): Principal {
  const { subject, clientId, username, scopes, issuedAt } = claims;
  const poolId = poolIdOf(pool.issuer);
  if (username === undefined) {
    return Object.freeze({
      kind: 'client',
      subject,
      poolId,
      clientId,
      scopes: Object.freeze(scopes),
      issuedAt,
      requestingWorkloads: noWorkloads,
    });
  }
  const { groups, identityProvider } = separateAutoGroup(claims.groups, poolId);
  const caller = {
    kind: 'user',
    subject,
    poolId,
    clientId,
    scopes: Object.freeze(effectiveScopes(scopes, groups, scopesByGroup)),
    issuedAt,
    requestingWorkloads: noWorkloads,
  } as const;
  const user = { username, groups: Object.freeze(groups), identityProvider };
  return Object.freeze(Object.assign(caller, pickUser(claims), user));
}

const noWorkloads: readonly string[] = Object.freeze([]);

/**
 * Cognito puts each federated user into a group `<pool id>_<provider>`. It tells where they signed in and is no right:
 * nobody decided to add them.
 */
function separateAutoGroup(groups: readonly string[], poolId: string) {
  const prefix = `${poolId}_`;
  const auto = groups.find((group) => group.startsWith(prefix));
  if (auto === undefined) return { groups };
  return {
    groups: groups.filter((group) => !group.startsWith(prefix)),
    identityProvider: auto.slice(prefix.length),
  };
}
