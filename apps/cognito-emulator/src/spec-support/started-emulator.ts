import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPool } from '../domain/pool/user-pool.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import { type EmulatorOptions, type RunningEmulator, startEmulator } from '../server.js';
import { fixtureTemplate } from './fixture-template.js';
import { functionTimeoutSeconds, region } from './harness.js';

/** A listening emulator with the fixture's pool, and AWS's own client for it. */
export interface StartedEmulator {
  readonly emulator: RunningEmulator;
  readonly sdk: CognitoIdentityProviderClient;
  readonly pool: UserPool;
  readonly client: (name: string) => UserPoolClient;
  readonly close: () => Promise<void>;
}

export async function startFixture(options: EmulatorOptions = {}): Promise<StartedEmulator> {
  const emulator = await startEmulator({
    template: fixtureTemplate,
    region,
    functionTimeoutSeconds,
    ...options,
  });
  const { pools } = emulator.services;
  const [pool] = pools.all();
  if (pool === undefined) throw new Error('the template has no pool');
  const sdk = sdkClient(emulator.url);
  return {
    emulator,
    sdk,
    pool,
    client: (name) => {
      const found = pools.clientsOf(pool.id).find((one) => one.name === name);
      if (found === undefined) throw new Error(`the template has no client ${name}`);
      return found;
    },
    close: async () => {
      sdk.destroy();
      await emulator.close();
    },
  };
}

export function sdkClient(endpoint: string, forRegion = region): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint,
    region: forRegion,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
}
