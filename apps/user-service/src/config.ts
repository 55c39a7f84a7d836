import { fields } from '@gatehouse/platform-core';
import { z } from 'zod';

/** user-service's settings, read from the environment. */
export const userServiceConfig = z.object({
  PORT: fields.port(3002),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: fields.logLevel(),
  /** `postgres://role:password@host:port/database`. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\/\S+$/, 'must be a PostgreSQL URL'),
  COGNITO_REGION: z.string().regex(/^[a-z]+(-[a-z0-9]+)+$/, 'must be an AWS region'),
  /** Where Cognito's API is; absent: at AWS. */
  COGNITO_ENDPOINT: fields.httpUrl().optional(),
  /** The confidential app client users sign in through. */
  COGNITO_CLIENT_ID: z.string().min(1),
  COGNITO_CLIENT_SECRET: z.string().min(1),
  /** The pool whose users these are, as its tokens name it. */
  COGNITO_ISSUER: fields.httpUrl(),
  /** Where the issuer's keys are; absent: under the issuer's own address. */
  COGNITO_JWKS_URI: fields.httpUrl().optional(),
  /** What Txn-Tokens say in `iss`. */
  TXN_TOKEN_ISSUER: z.string().min(1).default('gateway'),
  TXN_TOKEN_JWKS_URI: fields.httpUrl(),
  /** The name Txn-Tokens for this service carry. */
  TXN_TOKEN_AUDIENCE: z.string().min(1).default('user-service'),
  /** Services that may call this one directly, `<client id>=<name>`; absent: none. */
  PEER_CLIENTS: fields.pairs().optional(),
});

export type UserServiceConfig = z.output<typeof userServiceConfig>;
