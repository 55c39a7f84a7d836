import { loadConfig } from '@gatehouse/platform-core';
import { orderServiceConfig, type OrderServiceConfig } from '../config.js';

interface Surroundings {
  /** The database, for a role that may migrate it unless `migrationUrl` names another. */
  readonly databaseUrl: string;
  /** The database for its migration role; null leaves migrations to someone else. */
  readonly migrationUrl?: string | null;
  readonly gateway: { readonly issuer: string; readonly jwksUri: string };
  readonly userServiceUrl: string;
  readonly tokenUrl: string;
}

/** The settings of a service under test, on a free port and without a log. */
export function testConfig(surroundings: Surroundings): OrderServiceConfig {
  const { databaseUrl, migrationUrl = databaseUrl } = surroundings;
  const { gateway, userServiceUrl, tokenUrl } = surroundings;
  return loadConfig(orderServiceConfig, {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    DATABASE_MIGRATION_URL: migrationUrl ?? undefined,
    USER_SERVICE_URL: userServiceUrl,
    COGNITO_TOKEN_URL: tokenUrl,
    COGNITO_CLIENT_ID: 'orderserviceclient00000000',
    COGNITO_CLIENT_SECRET: 'order-service-secret',
    TXN_TOKEN_ISSUER: gateway.issuer,
    TXN_TOKEN_JWKS_URI: gateway.jwksUri,
  });
}
