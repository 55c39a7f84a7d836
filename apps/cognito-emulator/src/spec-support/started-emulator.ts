import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Resources } from '@gatehouse/test-kit';
import type { UserPool } from '../domain/pool/user-pool.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import { type EmulatorOptions, type RunningServer, startServer } from '../server.js';
import { fixtureTemplate } from './fixture-template.js';
import { functionTimeoutSeconds, region } from './harness.js';
import { SharedSigningKeys } from './shared-signing-keys.js';
import { signingKeyOfFewPrimes } from './signing-key-of-few-primes.js';

/** A listening emulator with the fixture's pool, and AWS's own client for it. */
export interface StartedEmulator {
  readonly emulator: RunningServer;
  readonly sdk: CognitoIdentityProviderClient;
  readonly pool: UserPool;
  readonly client: (name: string) => UserPoolClient;
  readonly close: () => Promise<void>;
}

export async function startFixture(options: EmulatorOptions = {}): Promise<StartedEmulator> {
  const resources = new Resources();
  const { emulator, pool } = await resources.open(() => startEmulatorWithPool(options, resources));
  const { pools } = emulator.services;
  const sdk = resources.add(sdkClient(emulator.url));
  return {
    emulator,
    sdk,
    pool,
    client: (name) => {
      const found = pools.clientsOf(pool.id).find((one) => one.name === name);
      if (found === undefined) throw new Error(`the template has no client ${name}`);
      return found;
    },
    close: () => resources.close(),
  };
}

async function startEmulatorWithPool(options: EmulatorOptions, resources: Resources) {
  const defaults = { template: fixtureTemplate, region, functionTimeoutSeconds };
  // The next emulator on a directory has the keys of this one, which no other may have.
  const createSigningKey =
    options.dataDirectory === undefined
      ? resources.add(new SharedSigningKeys()).create
      : signingKeyOfFewPrimes;
  const emulator = await resources.add(startServer({ ...defaults, createSigningKey, ...options }));
  const [pool] = emulator.services.pools.all();
  if (pool === undefined) throw new Error('the template has no pool');
  return { emulator, pool };
}

export function sdkClient(endpoint: string, forRegion = region): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint,
    region: forRegion,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
}
