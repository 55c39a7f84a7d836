import {
  fields,
  missingInProduction,
  type MissingSettings,
  securityLogSettings,
} from '@gatehouse/platform-core';
import { z } from 'zod';

/** user-service's settings, read from the environment. */
export const userServiceConfig = z.object({
  NODE_ENV: fields.nodeEnv(),
  PORT: fields.port(3002),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: fields.logLevel(),
  ...securityLogSettings,
  /** `postgres://role:password@host:port/database`, for a role that reads and writes rows. */
  DATABASE_URL: fields.databaseUrl(),
  /** For the role that owns the schema, used at the start only; absent: migrations are checked and not applied. */
  DATABASE_MIGRATION_URL: fields.databaseUrl().optional(),
  COGNITO_REGION: z.string().regex(/^[a-z]+(-[a-z0-9]+)+$/, 'must be an AWS region'),
  /** Where Cognito's API is; absent: at AWS. */
  COGNITO_ENDPOINT: fields.httpUrl().optional(),
  /** The confidential app client users sign in through. */
  COGNITO_CLIENT_ID: z.string().min(1),
  COGNITO_CLIENT_SECRET: fields.secret(),
  /** The pool whose users these are, as its tokens name it. */
  COGNITO_ISSUER: fields.httpUrl(),
  /** Where the issuer's keys are; absent: under the issuer's own address. */
  COGNITO_JWKS_URI: fields.httpUrl().optional(),
  /** Management ports of all gateways that don't share a Valkey: those are told of sessions that end. */
  GATEWAY_MANAGEMENT_URLS: fields.csv().pipe(z.array(fields.httpUrl())).optional(),
  /** This service's own machine client, to tell them. */
  COGNITO_MACHINE_CLIENT_ID: z.string().min(1).optional(),
  COGNITO_MACHINE_CLIENT_SECRET: fields.secret().optional(),
  /** The secret that takes over, while both are good. */
  COGNITO_MACHINE_CLIENT_SECRET_NEXT: fields.secret().optional(),
  /** Cognito's token endpoint, `https://<domain>/oauth2/token`. */
  COGNITO_TOKEN_URL: fields.httpUrl().optional(),
  /** The pool's domain as callers reach it, for the OpenAPI document; absent: that of the token endpoint. */
  COGNITO_DOMAIN_URL: fields.httpUrl().optional(),
  /** The Valkey or Redis through which gateways hear of sessions that end: `redis://…` or `rediss://…`. */
  VALKEY_URL: fields.valkeyUrl().optional(),
  /**
   * How long a session can be refreshed: the longest `RefreshTokenValidity` of all pools' clients, in seconds. Cognito
   * accepts no less than an hour.
   */
  SESSION_LIFETIME_SECONDS: fields.seconds(2_592_000, { min: 3_600, max: 315_360_000 }),
  /** How long a caller that ends sessions waits until every gateway knows, before the response is 503. */
  REVOCATION_DEADLINE_SECONDS: fields.seconds(2, { min: 1, max: 30 }),
  /** What Txn-Tokens say in `iss`. */
  TXN_TOKEN_ISSUER: z.string().min(1).default('gateway'),
  TXN_TOKEN_JWKS_URI: fields.httpUrl(),
  /** The name Txn-Tokens for this service carry. */
  TXN_TOKEN_AUDIENCE: z.string().min(1).default('user-service'),
  /** Services that may call this one directly, `<client id>=<name>`; absent: none. */
  PEER_CLIENTS: fields.pairs().optional(),
});

/** To tell gateways takes a machine client; the key of security events is generated outside production only. */
export const missingUserServiceSettings: MissingSettings = (values) => {
  const needed = [
    'COGNITO_MACHINE_CLIENT_ID',
    'COGNITO_MACHINE_CLIENT_SECRET',
    'COGNITO_TOKEN_URL',
  ];
  const tells = values.has('GATEWAY_MANAGEMENT_URLS');
  return [
    ...(tells ? needed.filter((name) => !values.has(name)) : []),
    ...missingInProduction(values, 'SECURITY_LOG_KEY'),
  ];
};

export type UserServiceConfig = z.output<typeof userServiceConfig>;
