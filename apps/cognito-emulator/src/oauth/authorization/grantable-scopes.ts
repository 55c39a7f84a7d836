import { systemScopes } from '../../domain/pool/resource-server.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Services } from '../../operations/services.js';
import type { Refuse } from './authorization-types.js';

/** Scopes that say which attributes an ID token has, and mean nothing without one. */
const attributeScopes = ['email', 'phone', 'profile'];

/**
 * The scopes a sign-in gives: those asked for, or all of the client's when none is. A custom scope that was deleted is
 * silently left out of the client's. One scope the client may not have refuses them all (developer guide, "Authorize
 * endpoint").
 */
export function grantableScopes(
  { pools }: Pick<Services, 'pools'>,
  { poolId, settings }: UserPoolClient,
  scope: string | undefined,
  refuse: Refuse,
): readonly string[] {
  const custom = pools.customScopesOf(poolId);
  const exists = (name: string) => systemScopes.includes(name) || custom.has(name);
  const allowed = (settings.AllowedOAuthScopes ?? []).filter(exists);
  const asked = [...new Set((scope ?? '').split(' ').filter(Boolean))];
  const scopes = asked.length === 0 ? allowed : asked;
  if (scopes.length === 0 || scopes.some((name) => !allowed.includes(name)))
    throw refuse('invalid_scope');
  if (!scopes.includes('openid') && scopes.some((name) => attributeScopes.includes(name)))
    throw refuse('invalid_scope', 'email, phone and profile need openid beside them.');
  return scopes;
}
