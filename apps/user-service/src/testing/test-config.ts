import { loadConfig } from '@gatehouse/platform-core';
import {
  type ServiceSurroundings,
  testEnvironment,
  unreachable,
} from '@gatehouse/service-kit/testing';
import { userServiceConfig, type UserServiceConfig } from '../config.js';

interface Surroundings extends ServiceSurroundings {
  readonly cognitoUrl?: string;
  readonly pool?: { readonly issuer: string; readonly jwksUri: string };
  /** The client of the one peer, order-service. */
  readonly peerClientId?: string;
  /** Where this service gets its own token to tell gateways with. */
  readonly tokenUrl?: string;
  /** Gateways to be told of sessions that end; without, none answers. */
  readonly managementUrls?: readonly string[];
  /** A Valkey through which they hear of them. */
  readonly valkeyUrl?: string;
}

/** A pool whose keys cannot be fetched. */
const unreachablePool = {
  issuer: `${unreachable}/eu-west-1_TestPool1`,
  jwksUri: `${unreachable}/jwks.json`,
};

/** The settings of a service under test. */
export function testConfig(surroundings: Surroundings): UserServiceConfig {
  return loadConfig(userServiceConfig, testEnvironmentOf(surroundings));
}

/** The environment of a service under test. */
export function testEnvironmentOf(surroundings: Surroundings): Record<string, string> {
  const { cognitoUrl = unreachable, tokenUrl = unreachable } = surroundings;
  const { pool = unreachablePool, peerClientId = 'peerclient0000000000000000' } = surroundings;
  const { managementUrls = [unreachable], valkeyUrl } = surroundings;
  return {
    ...testEnvironment(surroundings),
    COGNITO_REGION: 'eu-west-1',
    COGNITO_ENDPOINT: cognitoUrl,
    COGNITO_CLIENT_ID: testClient.id,
    COGNITO_CLIENT_SECRET: testClient.secret,
    COGNITO_ACCOUNT_CLIENT_ID: testAccountClient.id,
    COGNITO_ACCOUNT_CLIENT_SECRET: testAccountClient.secret,
    COGNITO_ISSUER: pool.issuer,
    COGNITO_JWKS_URI: pool.jwksUri,
    PEER_CLIENTS: `${peerClientId}=order-service`,
    COGNITO_TOKEN_URL: tokenUrl,
    COGNITO_MACHINE_CLIENT_ID: 'machineclient0000000000000',
    COGNITO_MACHINE_CLIENT_SECRET: 'machine-client-secret',
    GATEWAY_MANAGEMENT_URLS: managementUrls.join(),
    ...(valkeyUrl === undefined ? {} : { VALKEY_URL: valkeyUrl }),
    // Specs run the worker themselves.
    ERASURE_INTERVAL_MILLISECONDS: '3600000',
  };
}

/** The app client the service under test signs users in through. */
export const testClient = { id: 'serverclient00000000000000', secret: 'server-client-secret' };

/** The app client with which the service under test changes users' accounts. */
export const testAccountClient = {
  id: 'accountclient0000000000000',
  secret: 'account-client-secret',
};
