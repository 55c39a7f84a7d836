/** @timeoutSeconds 60 */
import { join } from 'node:path';
import { AdminGetUserCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { createLogger, type Logger } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { StoreClosedError } from './domain/store.js';
import { poolKeys } from './domain/token/pool-keys.js';
import { goodPassword } from './spec-support/harness.js';
import { httpCall } from './spec-support/http-call.js';
import { signingKeyOfFewPrimes } from './spec-support/signing-key-of-few-primes.js';
import { type StartedEmulator, startFixture } from './spec-support/started-emulator.js';
import { temporaryDirectory } from './spec-support/temporary-directory.js';
import type { EmulatorOptions } from './server.js';
import type { FileStore } from './store/file-store.js';

describe('an emulator with a data directory that closes', () => {
  const resources = useResources();
  const root = temporaryDirectory();
  let count = 0;
  let dataDirectory: string;
  let failures: unknown[];
  beforeEach(() => {
    dataDirectory = join(root, `data-${(count += 1)}`);
    failures = [];
  });

  const start = (options: Pick<EmulatorOptions, 'createSigningKey'> = {}) => {
    const log = Object.assign(createLogger('closing', 'silent'), {
      error: (what: unknown) => failures.push(what),
    }) as Logger;
    return resources.add(startFixture({ dataDirectory, log, ...options }));
  };
  const signUp = ({ sdk, client }: StartedEmulator, Username: string) =>
    sdk.send(new SignUpCommand({ ClientId: client('web').id, Username, Password: goodPassword }));

  it('starts again at once, also when it closed before the signing keys were created', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { emulator, pool, close } = await start();
      await close();
      const { store, keys } = emulator.services;
      const wereInTime = store.get(poolKeys, pool.id) !== undefined;
      const access = await keys.of(pool.id).catch((error: unknown) => error);
      if (!wereInTime) expect(access).toBeInstanceOf(StoreClosedError);
      expect(failures).toEqual([]);
    }
    const last = await start();
    await last.emulator.services.keys.of(last.pool.id);
    await last.close();
    expect(failures).toEqual([]);
  });

  it('keeps every acknowledged change when requests are under way', async () => {
    const first = await start();
    const names = Array.from({ length: 40 }, (_, number) => `user-${number}@example.com`);
    const acknowledged: string[] = [];
    let firstAcknowledged = (): void => undefined;
    const begun = new Promise<void>((resolve) => (firstAcknowledged = resolve));
    const requests = names.map(async (name) => {
      await signUp(first, name);
      acknowledged.push(name);
      firstAcknowledged();
    });
    const settled = Promise.allSettled(requests);
    await begun;
    await first.emulator.close();
    await settled;
    first.sdk.destroy();

    const second = await start();
    for (const Username of acknowledged) {
      const user = { UserPoolId: second.pool.id, Username };
      await expect(second.sdk.send(new AdminGetUserCommand(user))).resolves.toMatchObject({
        UserStatus: 'UNCONFIRMED',
      });
    }
    await second.close();
    expect(failures).toEqual([]);
  });

  it('closes once, however often it is asked to', async () => {
    const { emulator, close } = await start();
    const first = emulator.close();
    expect(emulator.close()).toBe(first);
    await close();
    await start();
    await emulator.close();
    await expect(start()).rejects.toThrow('two can not share a data directory');
  });

  describe('while its store is closed already', () => {
    let started: StartedEmulator;
    beforeEach(async () => {
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      // Tokens wait for keys, which cannot be kept any more.
      const createSigningKey = () => released.then(signingKeyOfFewPrimes);
      started = await resources.add(start({ createSigningKey }));
      resources.add(release);
      await (started.emulator.services.store as FileStore).close();
      release();
    });

    const send = (path: string, headers: Record<string, string>, body: string) =>
      httpCall(started.emulator.url, { method: 'POST', path, headers, body });

    it('returns InternalErrorException to SDKs, which retry it, and creates no user', async () => {
      await expect(signUp(started, 'ann@example.com')).rejects.toMatchObject({
        name: 'InternalErrorException',
        $metadata: { httpStatusCode: 500 },
      });
      expect([...started.emulator.services.users.ofPool(started.pool.id)]).toEqual([]);
      expect(failures).toEqual([]);
    });

    it.each([
      ['/oauth2/token', 'application/x-www-form-urlencoded'],
      ['/_emulator/clock', 'application/json'],
    ])('returns 503 from %s', async (path, type) => {
      const { id, secrets } = started.client('machine');
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secrets[0]!.value,
      });
      const body = type.endsWith('json') ? '{"advanceSeconds":60}' : form.toString();
      const response = await send(path, { 'content-type': type }, body);
      expect([response.status, response.json()]).toEqual([503, { error: 'service_unavailable' }]);
      expect(started.emulator.services.clock.nowMilliseconds()).toBeLessThan(Date.now() + 30_000);
      expect(failures).toEqual([]);
    });
  });
});
