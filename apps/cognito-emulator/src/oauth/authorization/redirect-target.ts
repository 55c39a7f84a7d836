import { canBeSentTo } from '../../domain/pool/redirect-urls.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Request } from '../../http/request.js';
import type { Services } from '../../operations/services.js';
import { isServedAt, placeOf } from '../place.js';
import { PageError } from './authorization-errors.js';
import type { ParameterName, Parameters } from './parameters.js';

/** Who is asking, and where the answer may go. */
export interface RedirectTarget {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly redirectUri: string;
}

/**
 * Finds the client of a request and the redirect URI, which has to be one of those registered, to the letter
 * (RFC 9700 §2.1).
 * @throws PageError
 */
export function redirectTarget(
  services: Pick<Services, 'pools' | 'publicUrl'>,
  request: Request,
  parameters: Parameters,
  repeated: ReadonlySet<ParameterName>,
): RedirectTarget {
  if (repeated.has('client_id')) throw new PageError('invalid_request');
  const { pool, client } = clientAt(services, request, parameters.client_id);
  if (repeated.has('redirect_uri')) throw new PageError('invalid_request', client.id);
  const redirectUri = parameters.redirect_uri ?? client.settings.DefaultRedirectURI;
  if (redirectUri === undefined) throw new PageError('invalid_request', client.id);
  const registered = client.settings.CallbackURLs ?? [];
  if (!registered.includes(redirectUri) || !canBeSentTo(redirectUri))
    throw new PageError('redirect_mismatch', client.id);
  return { pool, client, redirectUri };
}

/**
 * The client that a page or the authorization endpoint is asked for.
 * @throws PageError unless it is one that is served where the request came to.
 */
export function clientAt(
  services: Pick<Services, 'pools' | 'publicUrl'>,
  request: Request,
  clientId: string | undefined,
): Pick<RedirectTarget, 'pool' | 'client'> {
  const place = placeOf(services, request);
  if (clientId === undefined) throw new PageError('invalid_request');
  const client = services.pools.findClient(clientId);
  const pool = client && services.pools.find(client.poolId);
  if (!client || pool?.domain === undefined || !place || !isServedAt(place, client))
    throw new PageError('invalid_client');
  return { pool, client };
}
