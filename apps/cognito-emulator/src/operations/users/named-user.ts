import { notAuthorized, type ServiceError, userNotFound } from '../../domain/errors.js';
import { hidesUserExistence } from '../../domain/pool/client-rules.js';
import type { ClientOfPool } from '../../domain/pool/pools.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { checkSecretHash } from '../../domain/secret-hash.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { type LimitedOperation, takeTry } from './hourly-limits.js';

interface NamingRequest {
  readonly ClientId: string;
  readonly Username: string;
  readonly SecretHash?: string | undefined;
}

/**
 * Whom a request from an app names; nobody when there is no such user. Each request counts as a try.
 * @throws ResourceNotFoundException, NotAuthorizedException for a wrong secret hash, LimitExceededException
 */
export function namedUser(
  services: Pick<Services, 'attempts' | 'pools' | 'users'>,
  operation: LimitedOperation,
  request: NamingRequest,
  region: string | undefined,
): ClientOfPool & { readonly found: User | undefined } {
  const { client, pool } = services.pools.getClient(request.ClientId, region);
  checkSecretHash(client, [request.Username], request.SecretHash);
  const found = services.users.find(pool, request.Username);
  takeTry(services, operation, pool, found ?? request.Username);
  return { client, pool, found };
}

/**
 * The refusal of a name that nobody has.
 * @param hidden the one for an app that isn't to learn it
 */
export const unknownUser = (client: UserPoolClient, hidden?: () => ServiceError): ServiceError =>
  hidden !== undefined && hidesUserExistence(client)
    ? hidden()
    : userNotFound('Username/client id combination not found.');

/** @throws NotAuthorizedException */
export function requireEnabled(user: User): void {
  if (!user.enabled) throw notAuthorized('User is disabled.');
}
