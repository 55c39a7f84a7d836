import {
  fields,
  missingInProduction,
  type MissingSettings,
  securityLogSettings,
} from '@gatehouse/platform-core';
import { z } from 'zod';

/**
 * The settings that every service has, to spread into the `z.object` of a service. A field of the same name after the
 * spread replaces one of these, for a service that requires what is optional here.
 *
 * @param name the name that Txn-Tokens for the service carry, unless it is configured
 * @param port the default of `PORT`
 */
export function serviceSettings({ name, port }: { readonly name: string; readonly port: number }) {
  return {
    NODE_ENV: fields.nodeEnv(),
    PORT: fields.port(port),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: fields.logLevel(),
    ...securityLogSettings,
    /** `postgres://role:password@host:port/database`, for a role that reads and writes rows. */
    DATABASE_URL: fields.databaseUrl(),
    /** For the role that owns the schema, used at the start only; absent: migrations are checked and not applied. */
    DATABASE_MIGRATION_URL: fields.databaseUrl().optional(),
    /** Cognito's token endpoint, `https://<domain>/oauth2/token`. */
    COGNITO_TOKEN_URL: fields.httpUrl().optional(),
    /** The pool's domain as callers reach it, for the OpenAPI document; absent: that of the token endpoint. */
    COGNITO_DOMAIN_URL: fields.httpUrl().optional(),
    /** The `iss` claim of Txn-Tokens. */
    TXN_TOKEN_ISSUER: z.string().min(1).default('gateway'),
    TXN_TOKEN_JWKS_URI: fields.httpUrl(),
    /** The name Txn-Tokens for this service carry. */
    TXN_TOKEN_AUDIENCE: z.string().min(1).default(name),
    /** Services that may call this one directly, `<client id>=<name>`; absent: none. */
    PEER_CLIENTS: fields.pairs().optional(),
    /** The `iss` claim of the pool's access tokens, with which peers call. Required where there are peers. */
    COGNITO_ISSUER: fields.httpUrl().optional(),
    /** The address of the issuer's keys; absent: under the issuer's own address. */
    COGNITO_JWKS_URI: fields.httpUrl().optional(),
  };
}

/** What the kit reads of a service's settings. */
export type ServiceConfig = z.output<z.ZodObject<ReturnType<typeof serviceSettings>>>;

/** Peers require the issuer of their tokens; production requires the key of security events. */
export const missingServiceSettings: MissingSettings = (values) => [
  ...(values.has('PEER_CLIENTS') && !values.has('COGNITO_ISSUER') ? ['COGNITO_ISSUER'] : []),
  ...missingInProduction(values, 'SECURITY_LOG_KEY'),
];
