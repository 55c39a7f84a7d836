import {
  accessTokenLimits,
  jwksLimits,
  keyStoreLimits,
  verifiedTokenCacheLimits,
} from '@gatehouse/auth-core';
import {
  fields,
  inProduction,
  isProduction,
  missingSettings,
  requiredWhen,
  securityLogSettings,
  unlessSet,
} from '@gatehouse/platform-core';
import { serverSettings, verificationSettings } from '@gatehouse/platform-nest';
import { z } from 'zod';
import { docsSettings } from './docs/docs-settings.js';
import { forwardingSettings } from './forwarding/forwarding-settings.js';
import { valkeySettings } from './revocation/valkey-settings.js';
import { type UpstreamName, upstreams } from './routes.js';

const poolSettings = z.strictObject({
  issuer: fields.httpUrl(),
  jwksUri: fields.httpUrl().optional(),
  clientIds: z.array(z.string().min(1)).min(1),
  audiences: z.array(z.string().min(1)).optional(),
  separateKeys: z.boolean().optional(),
});

export type PoolSettings = z.output<typeof poolSettings>;

type UpstreamVariable = (typeof upstreams)[UpstreamName];

const upstreamAddresses = Object.fromEntries(
  Object.entries(upstreams).map(([name, variable]) => [
    variable,
    fields.httpUrl().describe(`The address of ${name}.`),
  ]),
) as Record<UpstreamVariable, ReturnType<typeof fields.httpUrl>>;

/** Of the verifiers that the app creates. */
const usualVerification = {
  claims: accessTokenLimits,
  keys: keyStoreLimits,
  jwks: jwksLimits,
  verifiedTokens: verifiedTokenCacheLimits,
};

/** The gateway's settings, read from the environment. */
export const gatewayConfig = z.object({
  NODE_ENV: fields.nodeEnv(),
  PORT: fields.port(3000).describe('The port that callers reach.'),
  HOST: fields.host('127.0.0.1').describe('The address to listen on.'),
  LOG_LEVEL: fields.logLevel(),
  ...securityLogSettings,
  ...serverSettings(false),
  ...verificationSettings(usualVerification),
  COGNITO_ISSUER: requiredWhen(
    unlessSet('COGNITO_POOLS'),
    fields
      .httpUrl()
      .describe(
        'The `iss` of access tokens: `https://cognito-idp.<region>.amazonaws.com/<pool id>`.',
      ),
  ),
  COGNITO_JWKS_URI: fields
    .httpUrl()
    .optional()
    .describe("The keys of that issuer. Absent: under the issuer's own address."),
  COGNITO_CLIENT_IDS: requiredWhen(
    unlessSet('COGNITO_POOLS'),
    fields.csv().describe('The app clients whose tokens are accepted.'),
  ),
  COGNITO_POOLS: fields
    .json(z.array(poolSettings).min(1))
    .optional()
    .describe(
      'Several pools, instead of the three settings above: a list of `{"issuer", "clientIds"}`, each with `"jwksUri"`, ' +
        '`"audiences"` and `"separateKeys"` if need be.',
    ),
  COGNITO_SCOPES_BY_GROUP: fields
    .flag(false)
    .describe(
      'Whether the gateway grants scopes by group, for pools whose tier has no pre token generation trigger of version 2.',
    ),
  ...upstreamAddresses,
  TXN_TOKEN_PRIVATE_KEY: requiredWhen(
    inProduction,
    fields
      .secret({ type: 'PEM' })
      .describe(
        'A P-256 key that signs Txn-Tokens. A second key in the same text is published and does not sign yet.',
      ),
  ),
  TXN_TOKEN_ISSUER: fields.text().default('gateway').describe('The `iss` of Txn-Tokens.'),
  TXN_TOKEN_REUSE_SECONDS: fields
    .seconds(20, { max: 50 })
    .describe(
      "How long a caller's Txn-Token is used again; 0 creates one for each request. Less than a token's life of 60 s.",
    ),
  TXN_TOKEN_CACHE_ENTRIES: fields
    .count(5_000)
    .describe('The most Txn-Tokens stored to be used again.'),
  MANAGEMENT_PORT: fields
    .port(3100)
    .describe('The port where services of the same system report which sessions have ended.'),
  MANAGEMENT_HOST: fields.host('127.0.0.1').describe('The address of the management port.'),
  MANAGEMENT_CLIENT_IDS: fields
    .csv()
    .optional()
    .describe('The machine clients that may use the management port. Absent: the port is closed.'),
  ...valkeySettings,
  ...docsSettings,
  ...forwardingSettings,
});

/** A pool is described by one variable or by two; keys are generated outside production alone. */
export const missingGatewaySettings = missingSettings(gatewayConfig);

export type GatewayConfig = z.output<typeof gatewayConfig>;

/** Whether `/docs` is there. It shows nothing secret; in production it is one more thing to look after. */
export function servesDocs({ GATEWAY_DOCS, NODE_ENV }: GatewayConfig): boolean {
  return (GATEWAY_DOCS ?? (isProduction(NODE_ENV) ? 'off' : 'on')) === 'on';
}
