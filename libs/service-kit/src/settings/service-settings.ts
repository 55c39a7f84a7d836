import {
  accessTokenLimits,
  jwksLimits,
  keyStoreLimits,
  verifiedTokenCacheLimits,
} from '@gatehouse/auth-core';
import { databaseSettings } from '@gatehouse/persistence';
import { fields, requiredWhen, securityLogSettings, whenSet } from '@gatehouse/platform-core';
import { bodySettings, serverSettings, verificationSettings } from '@gatehouse/platform-nest';
import type { z } from 'zod';
import { staffSettings } from './staff-settings.js';

/** The limits of the verifiers that a service creates. */
const usualVerification = {
  claims: accessTokenLimits,
  keys: keyStoreLimits,
  jwks: jwksLimits,
  verifiedTokens: verifiedTokenCacheLimits,
};

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
    PORT: fields.port(port).describe('The port that callers reach.'),
    HOST: fields.host('127.0.0.1').describe('The address to listen on.'),
    LOG_LEVEL: fields.logLevel(),
    ...securityLogSettings,
    ...serverSettings(true),
    ...bodySettings,
    ...databaseSettings,
    ...verificationSettings(usualVerification),
    ...staffSettings,
    DATABASE_URL: fields
      .databaseUrl()
      .describe(
        '`postgres://role:password@host:port/database`, for a role that reads and writes rows.',
      ),
    DATABASE_MIGRATION_URL: fields
      .databaseUrl()
      .optional()
      .describe(
        'The same for the role that owns the schema, used only at the start. Absent: migrations are checked and not applied.',
      ),
    COGNITO_TOKEN_URL: fields
      .httpUrl()
      .optional()
      .describe("Cognito's token endpoint: `https://<domain>/oauth2/token`."),
    COGNITO_DOMAIN_URL: fields
      .httpUrl()
      .optional()
      .describe(
        "The pool's domain as callers reach it, for the OpenAPI document. Absent: that of the token endpoint.",
      ),
    TXN_TOKEN_ISSUER: fields.text().default('gateway').describe('The `iss` of Txn-Tokens.'),
    TXN_TOKEN_JWKS_URI: fields
      .httpUrl()
      .describe('The keys of Txn-Tokens: `<gateway>/.well-known/txn-token-jwks.json`.'),
    TXN_TOKEN_AUDIENCE: fields
      .text()
      .default(name)
      .describe('The `aud` of Txn-Tokens for this service.'),
    PEER_CLIENTS: fields
      .pairs()
      .optional()
      .describe(
        'Services that may call this one directly, by their machine client: `<client id>=<name>`. Absent: none.',
      ),
    COGNITO_ISSUER: requiredWhen(
      whenSet('PEER_CLIENTS'),
      fields.httpUrl().describe("The issuer of the peers' machine tokens, as the tokens name it."),
    ),
    COGNITO_JWKS_URI: fields
      .httpUrl()
      .optional()
      .describe("The keys of that issuer. Absent: under the issuer's own address."),
  };
}

/** What the kit reads of a service's settings. */
export type ServiceConfig = z.output<z.ZodObject<ReturnType<typeof serviceSettings>>>;
