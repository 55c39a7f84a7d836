import { systemScopes } from './resource-server.js';
import type { UserPoolClient } from './user-pool-client.js';

/** What a machine gets of the scopes it asked for; one that is unknown or denied refuses the whole request. */
export interface ClientScopes {
  readonly granted: readonly string[];
  /** Those that no resource server defines. */
  readonly unknown: readonly string[];
  /** Those that are there, and not for this client: a machine has custom scopes alone. */
  readonly denied: readonly string[];
}

/**
 * What was asked for, or everything the client may have when nothing was. A scope that was deleted from its resource
 * server is silently left out of what a client has.
 * @param existing every custom scope of the pool
 */
export function clientScopes(
  client: UserPoolClient,
  existing: ReadonlySet<string>,
  asked: readonly string[],
): ClientScopes {
  const allowed = (client.settings.AllowedOAuthScopes ?? []).filter((scope) => existing.has(scope));
  const granted = asked.length === 0 ? allowed : [...new Set(asked)];
  const isKnown = (scope: string) => existing.has(scope) || systemScopes.includes(scope);
  return {
    granted,
    unknown: granted.filter((scope) => !isKnown(scope)),
    denied: granted.filter((scope) => isKnown(scope) && !allowed.includes(scope)),
  };
}
