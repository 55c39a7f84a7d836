import { countHeader } from '@gatehouse/platform-core';
import type { UserPool } from '../domain/pool/user-pool.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import { provesClient } from '../domain/secret-hash.js';
import type { Request } from '../http/request.js';
import type { Services } from '../operations/services.js';
import { OAuthError } from './oauth-error.js';
import { isServedAt, placeOf } from './place.js';

export interface AuthenticatedClient {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
}

/**
 * Finds the client that sent a request and checks its secret: by HTTP Basic or by form parameters, not both
 * (RFC 6749 §2.3.1). Public clients give their id alone. At the domain of another pool there is no such client.
 * @throws OAuthError
 */
export function authenticateClient(
  services: Pick<Services, 'pools' | 'publicUrl'>,
  request: Request,
  form: ReadonlyMap<string, string>,
): AuthenticatedClient {
  const { pools } = services;
  const { id, secret } = credentialsIn(request, form);
  const place = placeOf(services, request);
  const client = pools.findClient(id);
  const pool = client && pools.find(client.poolId);
  if (!client || !pool || !place || !isServedAt(place, client))
    throw new OAuthError('invalid_client');
  if (!provesClient(client, secret)) throw new OAuthError('invalid_client');
  if (pool.domain === undefined)
    throw new OAuthError('invalid_request', 'The user pool has no domain.');
  return { pool, client };
}

interface Credentials {
  readonly id: string;
  readonly secret: string | undefined;
}

function credentialsIn(request: Request, form: ReadonlyMap<string, string>): Credentials {
  const { authorization } = request.headers;
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  if (authorization === undefined) {
    if (id === undefined) throw new OAuthError('invalid_request', 'client_id is missing.');
    return { id, secret };
  }
  const basic = parseBasic(authorization);
  if (secret !== undefined || countHeader(request.rawHeaders, 'authorization') > 1)
    throw new OAuthError('invalid_request', 'The client is authenticated in two ways.');
  if (id !== undefined && id !== basic.id)
    throw new OAuthError('invalid_request', 'Two different clients are named.');
  return basic;
}

/** One text in base64 after the scheme, and nothing behind it (RFC 7617 §2). */
function parseBasic(authorization: string): Credentials {
  const [, encoded] = /^basic +([\w+/-]+={0,2}) *$/i.exec(authorization) ?? [];
  if (encoded === undefined) throw new OAuthError('invalid_client');
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { id: percentDecoded(id), secret: percentDecoded(secret.join(':')) };
}

/** Ids and secrets hold no `%` of their own; clients that follow RFC 6749 to the letter encode a `+`. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new OAuthError('invalid_client');
  }
}
