import type { UserPool } from '../domain/pool/user-pool.js';
import { systemScopes } from '../domain/pool/resource-server.js';
import { jwksOf } from '../domain/token/jwks.js';
import { type Answer, errorAnswer, jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { grants } from './grants/index.js';

const publicHeaders = {
  'access-control-allow-origin': '*',
  'cache-control': 'public, max-age=86400',
};

/** The two documents under a pool's issuer (OpenID Connect Discovery 1.0 §4; RFC 7517). */
export function discoveryRoutes(services: Services): readonly Route[] {
  const forPool = (answer: (pool: UserPool) => Promise<Answer> | Answer): Route['handle'] => {
    return (_request, { poolId = '' }) => {
      const pool = services.pools.find(poolId);
      return pool === undefined ? errorAnswer(404, 'not_found') : answer(pool);
    };
  };
  return [
    {
      method: 'GET',
      path: '/:poolId/.well-known/jwks.json',
      handle: forPool(async ({ id }) =>
        jsonAnswer(200, jwksOf(await services.keys.of(id)), publicHeaders),
      ),
    },
    {
      method: 'GET',
      path: '/:poolId/.well-known/openid-configuration',
      handle: forPool((pool) =>
        jsonAnswer(
          200,
          configuration(services.issuerOf(pool), pool, services.publicUrl()),
          publicHeaders,
        ),
      ),
    },
  ];
}

/** Names the endpoints that answer; without a domain a pool has no OAuth endpoints. */
function configuration(issuer: string, { domain }: UserPool, publicUrl: string) {
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
    scopes_supported: systemScopes.slice(0, 4),
    response_types_supported: [],
    ...(domain === undefined
      ? {}
      : {
          token_endpoint: `${publicUrl}/oauth2/token`,
          revocation_endpoint: `${publicUrl}/oauth2/revoke`,
          token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
          grant_types_supported: [...grants.keys()],
        }),
  };
}
