import { invalidParameter, limitExceededBy, ServiceError } from '../errors.js';
import type { Store } from '../store.js';
import { type ResourceServer, resourceServers } from './resource-server.js';

/** Developer guide, "Quotas in Amazon Cognito". */
const mostServersOfPool = 25;

/** @throws ResourceNotFoundException */
export function requireResourceServer(
  store: Store,
  poolId: string,
  identifier: string,
): ResourceServer {
  const server = store.get(resourceServers, `${poolId}/${identifier}`);
  if (server === undefined)
    throw new ServiceError(
      'ResourceNotFoundException',
      `Resource server ${identifier} does not exist.`,
    );
  return server;
}

/** @throws InvalidParameterException when the identifier is taken, LimitExceededException */
export function checkNewResourceServer(store: Store, server: ResourceServer): void {
  const { poolId, identifier } = server;
  if (store.get(resourceServers, resourceServers.keyOf(server)) !== undefined)
    throw invalidParameter(`${identifier} already exists in user pool ${poolId}.`);
  if (store.count(resourceServers, 'pool', poolId) >= mostServersOfPool)
    throw limitExceededBy('Exceeded the maximum number of resource servers of a user pool.');
}

interface StatedScope {
  readonly ScopeName: string;
  readonly ScopeDescription: string;
}

/**
 * Scopes as a request states them.
 * @throws InvalidParameterException when two have one name.
 */
export function scopesFrom(stated: readonly StatedScope[] = []): ResourceServer['scopes'] {
  const names = new Set(stated.map(({ ScopeName }) => ScopeName));
  if (names.size < stated.length)
    throw invalidParameter('Scopes of a resource server must have different names.');
  return stated.map(({ ScopeName: name, ScopeDescription: description }) => ({
    name,
    description,
  }));
}
