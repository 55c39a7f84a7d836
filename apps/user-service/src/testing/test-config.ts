import { loadConfig } from '@gatehouse/platform-core';
import { userServiceConfig, type UserServiceConfig } from '../config.js';

interface Surroundings {
  /** The database, for a role that may migrate it unless `migrationUrl` names another. */
  readonly databaseUrl: string;
  /** The database for its migration role; null leaves migrations to someone else. */
  readonly migrationUrl?: string | null;
  readonly cognitoUrl: string;
  readonly gateway: { readonly issuer: string; readonly jwksUri: string };
  readonly pool: { readonly issuer: string; readonly jwksUri: string };
  /** The client of the one peer, order-service. */
  readonly peerClientId: string;
  /** Where this service gets its own token to tell gateways with. */
  readonly tokenUrl?: string;
  /** Gateways to be told of sessions that end; without, none answers. */
  readonly managementUrls?: readonly string[];
  /** A Valkey through which they hear of them. */
  readonly valkeyUrl?: string;
}

/** Loopback's discard port, where nobody listens. */
const nowhere = 'http://127.0.0.1:9';

/** The settings of a service under test, on a free port and without a log. */
export function testConfig(surroundings: Surroundings): UserServiceConfig {
  const { databaseUrl, migrationUrl = databaseUrl } = surroundings;
  const { cognitoUrl, gateway, pool, peerClientId } = surroundings;
  const { tokenUrl = nowhere, managementUrls = [nowhere], valkeyUrl } = surroundings;
  return loadConfig(userServiceConfig, {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    DATABASE_MIGRATION_URL: migrationUrl ?? undefined,
    COGNITO_REGION: 'eu-west-1',
    COGNITO_ENDPOINT: cognitoUrl,
    COGNITO_CLIENT_ID: testClient.id,
    COGNITO_CLIENT_SECRET: testClient.secret,
    COGNITO_ISSUER: pool.issuer,
    COGNITO_JWKS_URI: pool.jwksUri,
    TXN_TOKEN_ISSUER: gateway.issuer,
    TXN_TOKEN_JWKS_URI: gateway.jwksUri,
    PEER_CLIENTS: `${peerClientId}=order-service`,
    COGNITO_TOKEN_URL: tokenUrl,
    COGNITO_MACHINE_CLIENT_ID: 'machineclient0000000000000',
    COGNITO_MACHINE_CLIENT_SECRET: 'machine-client-secret',
    GATEWAY_MANAGEMENT_URLS: managementUrls.join(),
    VALKEY_URL: valkeyUrl,
  });
}

/** The app client the service under test signs users in through. */
export const testClient = { id: 'serverclient00000000000000', secret: 'server-client-secret' };
