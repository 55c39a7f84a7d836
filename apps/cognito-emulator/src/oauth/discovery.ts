import type { UserPool } from '../domain/pool/user-pool.js';
import { systemScopes } from '../domain/pool/resource-server.js';
import { schemaOf } from '../domain/user/attribute-checks.js';
import { type Answer, jsonAnswer } from '../http/answer.js';
import { preflight } from '../http/cors.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { grants } from './grants/index.js';
import { placeOf } from './place.js';
import type { LoadedKeys } from '../domain/token/pool-keys.js';

const anyOrigin = { 'access-control-allow-origin': '*' };
const publicHeaders = { ...anyOrigin, 'cache-control': 'public, max-age=86400' };

/** The two documents of a pool (OpenID Connect Discovery 1.0 §4; RFC 7517). */
export function discoveryRoutes(
  services: Pick<Services, 'issuerOf' | 'keys' | 'pools' | 'publicUrl'>,
): readonly Route[] {
  const route = (
    name: string,
    document: (pool: UserPool, request: Request) => Promise<object> | object,
  ): readonly Route[] => {
    const path = `/:poolId/.well-known/${name}`;
    const handle: Route['handle'] = async (request, { poolId = '' }): Promise<Answer> => {
      const pool = poolAt(services, request, poolId);
      return pool === undefined
        ? jsonAnswer(400, { message: `User pool ${poolId} does not exist.` }, anyOrigin)
        : jsonAnswer(200, await document(pool, request), publicHeaders);
    };
    // Programs that only look whether it is there ask with HEAD; those in a browser that add headers, with OPTIONS.
    return [
      { method: 'GET', path, handle },
      { method: 'HEAD', path, handle },
      { method: 'OPTIONS', path, handle: preflight },
    ];
  };
  return [
    ...route('jwks.json', async ({ id }) => jwksOf(await services.keys.of(id))),
    ...route('openid-configuration', (pool, request) => configuration(services, pool, request)),
  ];
}

/** The public keys as Cognito publishes them (RFC 7517), ID token keys first. */
function jwksOf(keys: LoadedKeys) {
  return {
    keys: [...keys.id, ...keys.access].map(({ kid, publicKey }) => {
      const { e, n } = publicKey.export({ format: 'jwk' });
      return { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' };
    }),
  };
}

/** A pool, unless the request came to the domain of another. */
function poolAt(
  services: Pick<Services, 'pools' | 'publicUrl'>,
  request: Request,
  poolId: string,
): UserPool | undefined {
  const place = placeOf(services, request);
  const isThere = place !== undefined && (place.pool?.id ?? poolId) === poolId;
  return isThere ? services.pools.find(poolId) : undefined;
}

/**
 * What is where. Endpoints are named where the document was asked for: not every program finds the names of domains
 * under `localhost`. Keys are there too, whatever the issuer is.
 */
function configuration(
  services: Pick<Services, 'issuerOf' | 'pools' | 'publicUrl'>,
  pool: UserPool,
  request: Request,
) {
  const url = placeOf(services, request)?.url ?? services.publicUrl();
  return {
    issuer: services.issuerOf(pool),
    jwks_uri: `${url}/${pool.id}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
    scopes_supported: systemScopes.slice(0, 4),
    claims_supported: claims(pool),
    ...(pool.domain === undefined ? { response_types_supported: [] } : endpoints(url)),
  };
}

/** Without a domain a pool has none. */
const endpoints = (url: string) => ({
  authorization_endpoint: `${url}/oauth2/authorize`,
  token_endpoint: `${url}/oauth2/token`,
  userinfo_endpoint: `${url}/oauth2/userInfo`,
  revocation_endpoint: `${url}/oauth2/revoke`,
  end_session_endpoint: `${url}/logout`,
  response_types_supported: ['code', 'token'],
  response_modes_supported: ['query', 'fragment'],
  grant_types_supported: [...grants.keys(), 'implicit'],
  code_challenge_methods_supported: ['S256'],
  prompt_values_supported: ['none', 'login', 'select_account', 'consent'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
});

/** What ID tokens hold beside the pool's own attributes. */
const tokenClaims = ['iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'at_hash', 'acr', 'amr'];

function claims(pool: UserPool): readonly string[] {
  const attributes = [...schemaOf(pool).keys()].filter((name) => !name.startsWith('dev:'));
  const groups = ['cognito:username', 'cognito:groups'];
  return [...new Set(['sub', ...tokenClaims, ...groups, ...attributes])];
}
