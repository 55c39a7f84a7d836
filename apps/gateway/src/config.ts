import {
  fields,
  isProduction,
  missingInProduction,
  type MissingSettings,
  securityLogSettings,
} from '@gatehouse/platform-core';
import { z } from 'zod';
import { type UpstreamName, upstreams } from './routes.js';

const poolSettings = z.strictObject({
  issuer: fields.httpUrl(),
  jwksUri: fields.httpUrl().optional(),
  clientIds: z.array(z.string().min(1)).min(1),
  audiences: z.array(z.string().min(1)).optional(),
  separateKeys: z.boolean().optional(),
});

export type PoolSettings = z.output<typeof poolSettings>;

const count = (preset: number) => z.coerce.number().int().positive().default(preset);

type UpstreamVariable = (typeof upstreams)[UpstreamName];

const upstreamAddresses = Object.fromEntries(
  Object.values(upstreams).map((variable) => [variable, fields.httpUrl()]),
) as Record<UpstreamVariable, ReturnType<typeof fields.httpUrl>>;

/** The gateway's settings, read from the environment. */
export const gatewayConfig = z.object({
  NODE_ENV: fields.nodeEnv(),
  PORT: fields.port(3000),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: fields.logLevel(),
  ...securityLogSettings,
  /** What tokens say in `iss`. */
  COGNITO_ISSUER: fields.httpUrl().optional(),
  /** Where the issuer's keys are; absent: under the issuer's own address. */
  COGNITO_JWKS_URI: fields.httpUrl().optional(),
  /** App clients whose tokens are taken. */
  COGNITO_CLIENT_IDS: fields.csv().optional(),
  /** Several pools at once, instead of the three above. */
  COGNITO_POOLS: fields.json(z.array(poolSettings).min(1)).optional(),
  /** Rights by group at the edge, for pools whose tier has no pre token generation trigger of version 2. */
  COGNITO_SCOPES_BY_GROUP: z.stringbool().default(false),
  ...upstreamAddresses,
  /** PEM of a P-256 key; a second one in the same text is published and doesn't sign yet. */
  TXN_TOKEN_PRIVATE_KEY: fields.secret().optional(),
  TXN_TOKEN_ISSUER: z.string().min(1).default('gateway'),
  /** For so long a caller's Txn-Token serves again; 0 makes one a request. */
  TXN_TOKEN_REUSE_SECONDS: fields.seconds(20, { max: 50 }),
  /** An upstream that has sent no answer by then is given up, in seconds. */
  UPSTREAM_TIMEOUT_SECONDS: fields.seconds(15, { min: 1, max: 300 }),
  /** Where services of the same system tell this gateway which sessions have ended. */
  MANAGEMENT_PORT: fields.port(3100),
  MANAGEMENT_HOST: z.string().default('127.0.0.1'),
  /** Machine clients that may; absent: the management port stays closed. */
  MANAGEMENT_CLIENT_IDS: fields.csv().optional(),
  /** A Valkey or Redis through which all gateways hear which sessions have ended: `redis://…` or `rediss://…`. */
  VALKEY_URL: fields.valkeyUrl().optional(),
  /** Whether `/docs` shows the API to try; absent: not in production. */
  GATEWAY_DOCS: z.enum(['on', 'off']).optional(),
  /** The pool's domain as a browser reaches it, where people sign in from `/docs`: `https://<domain>`. */
  COGNITO_DOMAIN_URL: fields.httpUrl().optional(),
  /** The public app client they sign in with there; it must be on the list of clients too. */
  DOCS_CLIENT_ID: z.string().min(1).optional(),
  /** Largest body forwarded, in bytes; what the services take themselves. */
  BODY_LIMIT_BYTES: count(262_144),
  /** A body up to this size, in bytes, is read whole before it takes an upstream connection. */
  BODY_BUFFER_BYTES: count(65_536),
  /** Memory for the bodies of all requests together, in bytes. */
  BODY_MEMORY_BYTES: count(67_108_864),
  /** Longest time until a body that is read whole has arrived, in seconds. */
  BODY_TIMEOUT_SECONDS: fields.seconds(10, { min: 1, max: 300 }),
  /** A body that arrives more slowly, in bytes a second, is rejected. */
  BODY_MIN_BYTES_PER_SECOND: count(1_024),
  /** Most incomplete bodies of one address (of a /64 network in IPv6). */
  INCOMPLETE_BODIES_PER_ADDRESS: count(128),
  /** Most short requests in progress at each upstream. */
  UPSTREAM_CONNECTIONS: count(128),
  /** Of these, most of one caller: a verified one, or an address on public routes. */
  UPSTREAM_CONNECTIONS_PER_CALLER: count(64),
  /** Of these, most on public routes. */
  UPSTREAM_CONNECTIONS_ANONYMOUS: count(96),
  /** Most requests that wait for a connection of each upstream. */
  UPSTREAM_QUEUE: count(4_096),
  /** Of these, most of one caller. */
  UPSTREAM_QUEUE_PER_CALLER: count(1_024),
  /** Longest wait for a connection, in seconds; then the response is 503. */
  UPSTREAM_QUEUE_TIMEOUT_SECONDS: fields.seconds(5, { min: 1, max: 60 }),
  /** Most streams at each upstream: event streams, long uploads and responses of more than a second. */
  UPSTREAM_STREAMS: count(512),
  /** Of these, most of one caller. */
  UPSTREAM_STREAMS_PER_CALLER: count(32),
  /** Of these, most on public routes. */
  UPSTREAM_STREAMS_ANONYMOUS: count(384),
  /** A caller that reads nothing of its response for so long is disconnected, in seconds. */
  CALLER_READ_TIMEOUT_SECONDS: fields.seconds(30, { min: 1, max: 3_600 }),
});

/** A pool is described by one variable or by two; keys are made up outside production alone. */
export const missingGatewaySettings: MissingSettings = (values) => [
  ...(values.has('COGNITO_POOLS')
    ? []
    : ['COGNITO_ISSUER', 'COGNITO_CLIENT_IDS'].filter((name) => !values.has(name))),
  ...missingInProduction(values, 'TXN_TOKEN_PRIVATE_KEY', 'SECURITY_LOG_KEY'),
];

export type GatewayConfig = z.output<typeof gatewayConfig>;

/** Whether `/docs` is there. It shows nothing secret; in production it is one more thing to look after. */
export function servesDocs({ GATEWAY_DOCS, NODE_ENV }: GatewayConfig): boolean {
  return (GATEWAY_DOCS ?? (isProduction(NODE_ENV) ? 'off' : 'on')) === 'on';
}
