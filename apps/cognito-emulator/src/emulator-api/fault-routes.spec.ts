import { request } from 'node:http';
import {
  DescribeUserPoolCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const faultsOf = (started: StartedEmulator, method: string, body?: unknown) =>
  fetch(`${started.emulator.url}/_emulator/faults`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const none = { dark: null, jwks: null, throttle: false, operations: {} };

describe('/_emulator/faults', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture());
  });
  afterEach(() => faultsOf(started, 'DELETE'));

  const set = (body: unknown) => faultsOf(started, 'POST', body);
  const current = async () => (await faultsOf(started, 'GET')).json();
  const describePool = () =>
    started.sdk.send(new DescribeUserPoolCommand({ UserPoolId: started.pool.id }));
  const requests = () => {
    const { url } = started.emulator;
    const post = (path: string) => [`${url}${path}`, { method: 'POST' }] as const;
    const get = (path: string) => [`${url}/${started.pool.id}/.well-known/${path}`] as const;
    return [
      post('/'),
      [`${url}/`, { method: 'OPTIONS' }] as const,
      post('/oauth2/token'),
      post('/oauth2/revoke'),
      get('jwks.json'),
      get('openid-configuration'),
    ];
  };
  const token = () => {
    const { id, secrets } = started.client('machine');
    const form = { client_id: id, client_secret: secrets[0]!.value };
    return fetch(`${started.emulator.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
    });
  };

  it('are none at first, and none once they are cleared', async () => {
    expect(await current()).toEqual(none);
    const response = await set({ dark: 'drop', throttle: 3 });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...none, dark: 'drop', throttle: 3 });
    expect(await current()).toEqual({ ...none, dark: 'drop', throttle: 3 });
    expect((await faultsOf(started, 'DELETE')).status).toBe(204);
    expect(await current()).toEqual(none);
    expect((await token()).status).toBe(200);
  });

  it('drop every connection to Cognito’s endpoints, and leave the emulator’s own', async () => {
    await set({ dark: 'drop' });
    for (const [url, options] of requests())
      await expect(fetch(url, options)).rejects.toThrow('fetch failed');
    await expect(describePool()).rejects.toThrow(/socket hang up|ECONNRESET/);
    for (const path of ['/health', '/_emulator/pools', '/_emulator/outbox'])
      expect((await fetch(`${started.emulator.url}${path}`)).status).toBe(200);
    await set({ dark: null });
    await expect(describePool()).resolves.toMatchObject({ UserPool: { Id: started.pool.id } });
  });

  it('answer 503 at every endpoint of Cognito', async () => {
    await set({ dark: 'unavailable' });
    for (const [url, options] of requests()) {
      const response = await fetch(url, options);
      expect(response.status).toBe(503);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toEqual({ error: 'service_unavailable' });
    }
    await expect(describePool()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    expect((await fetch(`${started.emulator.url}/health`)).status).toBe(200);
  });

  it('throttle the API and the OAuth endpoints in the form of each, and no keys', async () => {
    await set({ throttle: true });
    await expect(describePool()).rejects.toBeInstanceOf(TooManyRequestsException);
    await expect(describePool()).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    const response = await token();
    expect(response.status).toBe(429);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ error: 'too_many_requests' });
    const jwks = `${started.emulator.url}/${started.pool.id}/.well-known/jwks.json`;
    expect((await fetch(jwks)).status).toBe(200);
  });

  it('throttle as many requests as asked for', async () => {
    await set({ throttle: 2 });
    expect((await token()).status).toBe(429);
    await expect(describePool()).rejects.toBeInstanceOf(TooManyRequestsException);
    expect((await token()).status).toBe(200);
    expect(await current()).toEqual(none);
  });

  it('hit one operation by name, as often as asked for', async () => {
    await set({ operations: { DescribeUserPool: { throttle: 1, error: 1 } } });
    expect((await token()).status).toBe(200);
    await expect(describePool()).rejects.toBeInstanceOf(TooManyRequestsException);
    await expect(describePool()).rejects.toMatchObject({
      name: 'InternalErrorException',
      $metadata: { httpStatusCode: 500 },
    });
    await expect(describePool()).resolves.toMatchObject({ UserPool: { Id: started.pool.id } });
    expect(await current()).toEqual(none);
  });

  it('hit an OAuth endpoint by name, or everything', async () => {
    await set({ operations: { token: { error: true } } });
    const response = await token();
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: 'server_error' });
    await expect(describePool()).resolves.toMatchObject({ UserPool: { Id: started.pool.id } });
    await set({ operations: { token: null, '*': { throttle: true } } });
    expect((await token()).status).toBe(429);
    await expect(describePool()).rejects.toBeInstanceOf(TooManyRequestsException);
    await set({ operations: null });
    expect((await token()).status).toBe(200);
  });

  it('slow an operation down and hold nobody else up', async () => {
    await set({ operations: { DescribeUserPool: { slowMilliseconds: 300 } } });
    const startedAt = performance.now();
    let isAnswered = false;
    const slow = describePool().then(() => (isAnswered = true));
    expect((await token()).status).toBe(200);
    const reset = await fetch(`${started.emulator.url}/health`);
    expect(reset.status).toBe(200);
    expect(isAnswered).toBe(false);
    await slow;
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(299);
  });

  it.each(['drop', 'unavailable'] as const)('darken keys and discovery alone: %s', async (jwks) => {
    await set({ jwks });
    for (const document of ['jwks.json', 'openid-configuration']) {
      const url = `${started.emulator.url}/${started.pool.id}/.well-known/${document}`;
      if (jwks === 'drop') await expect(fetch(url)).rejects.toThrow('fetch failed');
      else expect((await fetch(url)).status).toBe(503);
    }
    await expect(describePool()).resolves.toMatchObject({ UserPool: { Id: started.pool.id } });
    expect((await token()).status).toBe(200);
  });

  it.each<unknown>([
    { dark: 'grey' },
    { dark: true },
    { throttle: 0 },
    { throttle: 1.5 },
    { throttle: 'yes' },
    { bright: true },
    { jwks: true },
    { operations: { Nothing: {} } },
    { operations: { signup: { throttle: 1 } } },
    { operations: { constructor: { throttle: 1 } } },
    { operations: { SignUp: { throttle: 0 } } },
    { operations: { SignUp: { slowMilliseconds: 60_001 } } },
    { operations: { SignUp: { slow: 1 } } },
    { operations: [] },
    { throttle: true, rotateKeys: { poolId: 'constructor' } },
    { rotateKeys: { poolId: 1 } },
    { rotateKeys: { overlapSeconds: -1 } },
    { rotateKeys: { overlap: 1 } },
    { rotateKeys: true },
    [],
    null,
  ])('refuse %j and change nothing', async (body) => {
    const response = await set(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    expect(await current()).toEqual(none);
  });

  it('refuse a body that is not JSON, or too long', async () => {
    const post = (body: string) =>
      fetch(`${started.emulator.url}/_emulator/faults`, { method: 'POST', body });
    for (const body of ['', '{', 'dark=drop']) expect((await post(body)).status).toBe(400);
    expect((await post(' '.repeat(64 * 1024 + 1))).status).toBe(413);
  });

  /** Unlike fetch, it lets Host be set. */
  const statusWith = (method: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const sent = request(`${started.emulator.url}/_emulator/faults`, { method, headers });
      sent.on('response', (response) => resolve(response.resume().statusCode ?? 0));
      sent.on('error', reject);
      sent.end(method === 'POST' ? '{"dark":"drop"}' : undefined);
    });

  it.each<Record<string, string>>([
    { host: 'evil.example' },
    { host: '127.0.0.1.evil.example' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])('refuse %j', async (headers) => {
    for (const method of ['GET', 'POST', 'DELETE'])
      expect(await statusWith(method, headers)).toBe(403);
    expect(await current()).toEqual(none);
  });
});
