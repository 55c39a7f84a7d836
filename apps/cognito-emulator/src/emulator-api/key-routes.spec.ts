import { join } from 'node:path';
import {
  AdminSetUserPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { FakeClock } from '@gatehouse/test-kit';
import { specTime } from '../spec-support/spec-time.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';

describe('/_emulator/keys', () => {
  const root = temporaryDirectory();
  const clock = new FakeClock(specTime);
  const options = {
    clock,
    dataDirectory: join(root, 'data'),
    publicUrl: 'http://cognito.example',
  };
  const Username = 'ann@example.com';
  const Password = 'Another-horse-8';
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture(options));
    const { sdk, pool, client } = started;
    const user = { Username, Password };
    await sdk.send(new SignUpCommand({ ClientId: client('web').id, ...user }));
    const set = { UserPoolId: pool.id, ...user, Password: 'Correct-horse-7', Permanent: true };
    await sdk.send(new AdminSetUserPasswordCommand(set));
  });

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
  const api = (path: string, body?: object) =>
    fetch(`${started.emulator.url}/_emulator/${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  /** Both ways there are to say it. */
  const rotate = async (rotation: object, path: 'keys' | 'faults' = 'keys') => {
    const body = path === 'keys' ? rotation : { rotateKeys: rotation };
    expect((await api(path, body)).status).toBe(200);
  };
  const listed = async (query = '') => {
    const pools = (await (await api(`keys${query}`)).json()) as {
      poolId: string;
      keys: { kid: string; use: string; activeSince: string; retiredUntil: string | null }[];
    }[];
    expect(pools.map(({ poolId }) => poolId)).toEqual([started.pool.id]);
    return pools[0]!.keys;
  };

  it('takes the old keys away at once, for everyone', async () => {
    const before = await kids();
    const { AccessToken, RefreshToken } = await signIn();
    await rotate({ poolId: started.pool.id }, 'faults');
    const after = await kids();
    expect(after).toHaveLength(2);
    for (const kid of before) expect(after).not.toContain(kid);
    await expect(verified(AccessToken)).rejects.toThrow('no applicable key');
    await expect(getUser(AccessToken)).rejects.toMatchObject({ message: 'Invalid Access Token' });
    await expect(verified((await signIn()).AccessToken)).resolves.toHaveProperty(
      'payload.token_use',
      'access',
    );
    const ClientId = started.client('web').id;
    const refresh = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken });
    const { AuthenticationResult: renewed } = await started.sdk.send(refresh);
    await expect(verified(renewed!.AccessToken!)).resolves.toHaveProperty(
      'payload.token_use',
      'access',
    );
  });

  it('keeps them for a stated overlap, over a restart too', async () => {
    const before = await kids();
    const old = await signIn();
    await rotate({ overlapSeconds: 600 });
    const both = await kids();
    expect(both).toHaveLength(4);
    expect(both).toEqual(expect.arrayContaining(before));
    await started.close();
    started = await resources.addForAll(startFixture(options));
    expect(await kids()).toEqual(both);
    const fresh = await signIn();
    for (const { AccessToken } of [old, fresh]) {
      await expect(verified(AccessToken)).resolves.toHaveProperty('payload.token_use', 'access');
      await expect(getUser(AccessToken)).resolves.toHaveProperty('Username');
    }
    clock.advanceSeconds(599);
    expect(await kids()).toHaveLength(4);
    clock.advanceSeconds(1);
    expect(await kids()).toHaveLength(2);
    await expect(verified(old.AccessToken)).rejects.toThrow('no applicable key');
    await expect(getUser(old.AccessToken)).rejects.toMatchObject({
      message: 'Invalid Access Token',
    });
    await expect(verified(fresh.AccessToken)).resolves.toHaveProperty(
      'payload.token_use',
      'access',
    );
  });

  it('shortens an overlap that is still running, and takes turns', async () => {
    await Promise.all([rotate({ overlapSeconds: 600 }), rotate({ overlapSeconds: 300 })]);
    expect(await kids()).toHaveLength(6);
    await rotate({});
    expect(await kids()).toHaveLength(2);
  });

  it('are listed by what they sign, with their times', async () => {
    await rotate({});
    const since = new Date(clock.nowMilliseconds()).toISOString();
    const [access, id] = await listed();
    expect([access, id]).toMatchObject([
      { use: 'access', activeSince: since, retiredUntil: null },
      { use: 'id', activeSince: since, retiredUntil: null },
    ]);
    const { AccessToken } = await signIn();
    expect(decodeProtectedHeader(AccessToken).kid).toBe(access!.kid);

    clock.advanceSeconds(10);
    await rotate({ overlapSeconds: 60 });
    const retiredUntil = new Date(clock.nowMilliseconds() + 60_000).toISOString();
    const all = await listed(`?poolId=${started.pool.id}`);
    expect(all).toContainEqual({ ...access, retiredUntil });
    expect(all).toContainEqual({ ...id, retiredUntil });
    expect(all.map(({ kid }) => kid).sort()).toEqual((await kids()).sort());
    clock.advanceSeconds(60);
    expect(await listed()).toHaveLength(2);
  });

  it.each([{ poolId: 'constructor' }, { overlapSeconds: -1 }, { overlap: 1 }, [], null])(
    'does not rotate for %j',
    async (body) => {
      const before = await kids();
      const response = await fetch(`${started.emulator.url}/_emulator/keys`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(400);
      expect(await kids()).toEqual(before);
    },
  );

  it('lists no pool that is not there', async () => {
    expect((await api('keys?poolId=eu-west-1_000000000')).status).toBe(400);
    expect((await api('keys?pool=x')).status).toBe(400);
  });
});
