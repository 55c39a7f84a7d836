import {
  fields,
  missingInProduction,
  type MissingSettings,
  securityLogSettings,
} from '@gatehouse/platform-core';
import { z } from 'zod';

/** order-service's settings, read from the environment. */
export const orderServiceConfig = z.object({
  NODE_ENV: fields.nodeEnv(),
  PORT: fields.port(3001),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: fields.logLevel(),
  ...securityLogSettings,
  /** `postgres://role:password@host:port/database`, for a role that reads and writes rows. */
  DATABASE_URL: fields.databaseUrl(),
  /** For the role that owns the schema, used at the start only; absent: migrations are checked and not applied. */
  DATABASE_MIGRATION_URL: fields.databaseUrl().optional(),
  USER_SERVICE_URL: fields.httpUrl(),
  /** Cognito's token endpoint, `https://<domain>/oauth2/token`. */
  COGNITO_TOKEN_URL: fields.httpUrl(),
  /** The pool's domain as callers reach it, for the OpenAPI document; absent: that of the token endpoint. */
  COGNITO_DOMAIN_URL: fields.httpUrl().optional(),
  /** This service's own machine client. */
  COGNITO_CLIENT_ID: z.string().min(1),
  COGNITO_CLIENT_SECRET: fields.secret(),
  /** The secret that takes the other's place, while Cognito takes both; the one that works is used. */
  COGNITO_CLIENT_SECRET_NEXT: fields.secret().optional(),
  /** What Txn-Tokens say in `iss`. */
  TXN_TOKEN_ISSUER: z.string().min(1).default('gateway'),
  TXN_TOKEN_JWKS_URI: fields.httpUrl(),
  /** The name Txn-Tokens for this service carry. */
  TXN_TOKEN_AUDIENCE: z.string().min(1).default('order-service'),
  /** Services that may call this one directly, `<client id>=<name>`; absent: none. */
  PEER_CLIENTS: fields.pairs().optional(),
  /** The pool of the peers' machine tokens, as those name it. Needed where there are peers. */
  COGNITO_ISSUER: fields.httpUrl().optional(),
  /** Where that issuer's keys are; absent: under the issuer's own address. */
  COGNITO_JWKS_URI: fields.httpUrl().optional(),
});

/** The issuer of the peers' tokens is needed where there are peers, the key of security events in production. */
export const missingOrderServiceSettings: MissingSettings = (values) => [
  ...(values.has('PEER_CLIENTS') && !values.has('COGNITO_ISSUER') ? ['COGNITO_ISSUER'] : []),
  ...missingInProduction(values, 'SECURITY_LOG_KEY'),
];

export type OrderServiceConfig = z.output<typeof orderServiceConfig>;
