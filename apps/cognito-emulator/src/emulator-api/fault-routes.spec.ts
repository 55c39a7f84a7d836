import { request } from 'node:http';
import { join } from 'node:path';
import {
  AdminSetUserPasswordCommand,
  DescribeUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { FakeClock } from '../spec-support/fake-clock.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';

const faultsOf = (started: StartedEmulator, method: string, body?: unknown) =>
  fetch(`${started.emulator.url}/_emulator/faults`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const none = { dark: null, throttle: false };

describe('/_emulator/faults', () => {
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await startFixture();
  });
  afterEach(() => faultsOf(started, 'DELETE'));
  afterAll(() => started.close());

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
    expect(await response.json()).toEqual({ dark: 'drop', throttle: 3 });
    expect(await current()).toEqual({ dark: 'drop', throttle: 3 });
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
    await expect(describePool()).resolves.toBeDefined();
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

  it.each([
    { dark: 'grey' },
    { dark: true },
    { throttle: 0 },
    { throttle: 1.5 },
    { throttle: 'yes' },
    { bright: true },
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
    expect((await post(' '.repeat(16 * 1024 + 1))).status).toBe(413);
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

describe('rotating keys', () => {
  const root = temporaryDirectory();
  const clock = new FakeClock();
  const options = {
    clock,
    dataDirectory: join(root, 'data'),
    publicUrl: 'http://cognito.example',
  };
  const Username = 'ann@example.com';
  const Password = 'Another-horse-8';
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await startFixture(options);
    const { sdk, pool, client } = started;
    const user = { Username, Password };
    await sdk.send(new SignUpCommand({ ClientId: client('web').id, ...user }));
    const set = { UserPoolId: pool.id, ...user, Password: 'Correct-horse-7', Permanent: true };
    await sdk.send(new AdminSetUserPasswordCommand(set));
  });
  afterAll(() => started.close());

  const jwks = async () => {
    const url = `${started.emulator.url}/${started.pool.id}/.well-known/jwks.json`;
    return (await (await fetch(url)).json()) as JSONWebKeySet;
  };
  const kids = async () => (await jwks()).keys.map(({ kid }) => kid);
  const signIn = async () => {
    const { AuthenticationResult: result } = await started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: started.client('web').id,
        AuthParameters: { USERNAME: Username, PASSWORD: 'Correct-horse-7' },
      }),
    );
    return { AccessToken: result!.AccessToken!, RefreshToken: result!.RefreshToken! };
  };
  const verified = async (token: string) => {
    const currentDate = new Date(clock.nowMilliseconds());
    return jwtVerify(token, createLocalJWKSet(await jwks()), { currentDate });
  };
  const getUser = (AccessToken: string) => started.sdk.send(new GetUserCommand({ AccessToken }));
  const rotate = async (rotateKeys: object) =>
    expect((await faultsOf(started, 'POST', { rotateKeys })).status).toBe(200);

  it('takes the old keys away at once, for everyone', async () => {
    const before = await kids();
    const { AccessToken, RefreshToken } = await signIn();
    await rotate({ poolId: started.pool.id });
    const after = await kids();
    expect(after).toHaveLength(2);
    for (const kid of before) expect(after).not.toContain(kid);
    await expect(verified(AccessToken)).rejects.toThrow('no applicable key');
    await expect(getUser(AccessToken)).rejects.toMatchObject({ message: 'Invalid Access Token' });
    await expect(verified((await signIn()).AccessToken)).resolves.toBeDefined();
    const ClientId = started.client('web').id;
    const refresh = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken });
    const { AuthenticationResult: renewed } = await started.sdk.send(refresh);
    await expect(verified(renewed!.AccessToken!)).resolves.toBeDefined();
  });

  it('keeps them for a stated overlap, over a restart too', async () => {
    const before = await kids();
    const old = await signIn();
    await rotate({ overlapSeconds: 600 });
    const both = await kids();
    expect(both).toHaveLength(4);
    expect(both).toEqual(expect.arrayContaining(before));
    await started.close();
    started = await startFixture(options);
    expect(await kids()).toEqual(both);
    const fresh = await signIn();
    for (const { AccessToken } of [old, fresh]) {
      await expect(verified(AccessToken)).resolves.toBeDefined();
      await expect(getUser(AccessToken)).resolves.toBeDefined();
    }
    clock.advanceSeconds(599);
    expect(await kids()).toHaveLength(4);
    clock.advanceSeconds(1);
    expect(await kids()).toHaveLength(2);
    await expect(verified(old.AccessToken)).rejects.toThrow('no applicable key');
    await expect(getUser(old.AccessToken)).rejects.toMatchObject({
      message: 'Invalid Access Token',
    });
    await expect(verified(fresh.AccessToken)).resolves.toBeDefined();
  });

  it('shortens an overlap that is still running, and takes turns', async () => {
    await Promise.all([rotate({ overlapSeconds: 600 }), rotate({ overlapSeconds: 300 })]);
    expect(await kids()).toHaveLength(6);
    await rotate({});
    expect(await kids()).toHaveLength(2);
  });
});
