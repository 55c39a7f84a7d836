import { inspect } from 'node:util';
import {
  FakeClock,
  FakeServer,
  type FakeAnswer,
  useResources,
  waitUntil,
} from '@gatehouse/test-kit';
import type { Scopes } from './scope-set.js';
import { type ClientCredentialsOptions, ClientCredentialsTokenSource } from './token-source.js';
import { TokenUnavailableError } from './token-unavailable.error.js';

const scopes: Scopes = ['users/read'];

describe('ClientCredentialsTokenSource', () => {
  const resources = useResources();
  let cognito: FakeServer;
  let clock: FakeClock;
  let source: ClientCredentialsTokenSource;
  let issued: number;

  const grant = (): FakeAnswer => ({
    body: { access_token: `token-${(issued += 1)}`, token_type: 'Bearer', expires_in: 3600 },
  });
  const create = (changes: Partial<ClientCredentialsOptions['limits']> = {}) =>
    new ClientCredentialsTokenSource({
      tokenUrl: `${cognito.url}/oauth2/token`,
      clientId: 'machine',
      clientSecrets: ['a+b:c'],
      limits: { requestsPerSecond: 100, failingWaitMilliseconds: 20_000, ...changes },
      clock,
    });

  beforeEach(async () => {
    issued = 0;
    clock = new FakeClock();
    cognito = await resources.add(FakeServer.start(grant));
    source = resources.add(create());
  });

  describe('its requests', () => {
    it('name the scopes and carry the client by Basic authentication', async () => {
      await source.token(['users/write', 'users/read']);
      expect(cognito.requests).toMatchObject([
        {
          method: 'POST',
          path: '/oauth2/token',
          headers: {
            authorization: `Basic ${Buffer.from('machine:a%2Bb%3Ac').toString('base64')}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: 'grant_type=client_credentials&scope=users%2Fread+users%2Fwrite',
        },
      ]);
    });

    it('are one for ten thousand calls at once on an empty cache', async () => {
      const asking = Array.from({ length: 10_000 }, () => source.token(scopes));
      expect(new Set(await Promise.all(asking))).toEqual(new Set(['token-1']));
      expect(cognito.requests).toHaveLength(1);
    });

    it('are one for each set of scopes, in whatever order and however often they are named', async () => {
      const sets: Scopes[] = [['a', 'b'], ['b', 'a'], ['b', 'a', 'b'], ['a']];
      const tokens = await Promise.all(sets.map((set) => source.token(set)));
      expect(tokens.slice(1, 3)).toEqual([tokens[0], tokens[0]]);
      expect(tokens[3]).not.toBe(tokens[0]);
      expect(cognito.requests).toHaveLength(2);
    });

    it.each([[[]], [['a b']], [['a"']], [['']]])('are not made for the scopes %j', async (bad) => {
      const asked = bad as readonly string[] as Scopes;
      await expect(source.token(asked)).rejects.toBeInstanceOf(TypeError);
      expect(() => source.forScopes(asked)).toThrow(TypeError);
      expect(cognito.requests).toEqual([]);
    });

    it('are made again for the least used of more scope sets than are kept', async () => {
      source = resources.add(create({ scopeSets: 2 }));
      for (const scope of ['a', 'b', 'c']) await source.token([scope]);
      expect(source.forScopes(['c']).present()).toBe('token-3');
      expect(source.forScopes(['a']).present()).toBeUndefined();
    });
  });

  describe('a token', () => {
    it('serves while it is renewed in the background, well before it expires', async () => {
      await source.token(scopes);
      clock.advanceSeconds(3600 * 0.69);
      expect(await source.token(scopes)).toBe('token-1');
      expect(cognito.requests).toHaveLength(1);

      let answer: () => void = fail;
      const asked = new Promise<void>((reached) => {
        cognito.respond = () =>
          new Promise((resolve) => {
            answer = () => resolve(grant());
            reached();
          });
      });
      clock.advanceSeconds(3600 * 0.17);
      const tokens = source.forScopes(scopes);
      expect([tokens.present(), tokens.present(), await tokens.token()]).toEqual(
        Array.from({ length: 3 }, () => 'token-1'),
      );
      await asked;
      answer();
      await waitUntil(() => tokens.present() !== 'token-1', { what: 'the next token' });
      expect(tokens.present()).toBe('token-2');
      expect(cognito.requests).toHaveLength(2);
    });

    it('is not sent in the last half minute of its life', async () => {
      await source.token(scopes);
      cognito.respond = () => 'drop';
      clock.advanceSeconds(3569);
      expect(await source.token(scopes)).toBe('token-1');
      clock.advanceSeconds(1);
      await expect(source.token(scopes)).rejects.toMatchObject({ reason: 'unreachable' });
    });

    it('counts its life from when it was asked for', async () => {
      cognito.respond = () => {
        clock.advanceSeconds(100);
        return grant();
      };
      await source.token(scopes);
      clock.advanceSeconds(3469);
      expect(source.forScopes(scopes).present()).toBe('token-1');
      clock.advanceSeconds(1);
      expect(source.forScopes(scopes).present()).toBeUndefined();
    });

    it('that was refused is given up, and its follower only after a while', async () => {
      source.forget('another');
      const first = await source.token(scopes);
      source.forget(first);
      expect(await source.token(scopes)).toBe('token-2');
      source.forget(first);
      source.forget('token-2');
      expect(await source.token(scopes)).toBe('token-2');
      clock.advanceSeconds(10);
      source.forget('token-2');
      expect(await source.token(scopes)).toBe('token-3');
      clock.advanceSeconds(-3600);
      source.forget('token-3');
      expect(await source.token(scopes)).toBe('token-4');
    });
  });

  describe('with Cognito dark for an hour', () => {
    it.each<'drop' | 'hang'>(['drop', 'hang'])(
      'loses no call while the token lives, then fails fast and seldom asks (%s)',
      async (reaction) => {
        source = resources.add(
          create({ requestTimeoutMilliseconds: 1_000, requestsPerSecond: 150 }),
        );
        await source.token(scopes);
        clock.advanceSeconds(60);
        cognito.respond = () => reaction;
        for (let second = 60; second < 3570; second += 1) {
          expect(await source.token(scopes)).toBe('token-1');
          clock.advanceSeconds(1);
          // Lets what goes on in the background go on.
          for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
        }
        const asked = cognito.requests.length;
        for (let call = 0; call < 100; call += 1) {
          await expect(source.token(scopes)).rejects.toMatchObject({
            reason: expect.stringMatching(/^(unreachable|timeout)$/) as string,
          });
        }
        await expect(source.token(scopes)).rejects.toMatchObject({
          retryAfterSeconds: expect.any(Number) as number,
        });
        expect(cognito.requests.length - asked).toBeLessThan(3);
        // From the renewal on, at the latest after 85 % of the hour, every 15 s at the oftenest once it pauses long.
        expect(cognito.requests.length).toBeGreaterThan(1);
        expect(cognito.requests.length).toBeLessThan(100);
        cognito.respond = grant;
        clock.advanceSeconds(31);
        expect(await source.token(scopes)).toBe('token-2');
      },
    );

    it('lets no caller wait long for an attempt that goes on, whose token serves later', async () => {
      source = resources.add(create({ failingWaitMilliseconds: 50 }));
      cognito.respond = () => 'drop';
      await expect(source.token(scopes)).rejects.toBeInstanceOf(TokenUnavailableError);
      clock.advanceSeconds(1);
      let answer: () => void = fail;
      cognito.respond = () => new Promise((resolve) => (answer = () => resolve(grant())));
      const late = source.token(scopes);
      await expect(late).rejects.toMatchObject({ reason: 'unreachable' });
      answer();
      expect(await source.token(scopes)).toBe('token-1');
    });

    it('pauses longer after each failure, and not at all after a success', async () => {
      cognito.respond = () => 'drop';
      const pauses = [];
      for (let failure = 0; failure < 5; failure += 1) {
        const asked = cognito.requests.length;
        let pause = 0;
        // The longest pause is far shorter; a source that stops asking fails here.
        while (cognito.requests.length === asked && pause < 60) {
          await source.token(scopes).catch(() => undefined);
          clock.advanceSeconds(0.05);
          pause += 0.05;
        }
        pauses.push(pause);
      }
      expect(pauses[0]).toBeCloseTo(0.05);
      expect(pauses[4]).toBeGreaterThan(1.9);
      cognito.respond = grant;
      clock.advanceSeconds(30);
      await source.token(scopes);
      cognito.respond = () => 'drop';
      await expect(source.token(['other'])).rejects.toMatchObject({ retryAfterSeconds: undefined });
    });
  });

  it('ends what is under way and asks no more once it is closed', async () => {
    cognito.respond = () => {
      source.close();
      return 'hang';
    };
    await expect(source.token(scopes)).rejects.toMatchObject({ reason: 'closed' });
    await expect(source.token(scopes)).rejects.toMatchObject({ reason: 'closed' });
    expect(cognito.requests).toHaveLength(1);
  });

  it('shows neither secret nor token when it is logged', async () => {
    expect(await source.token(scopes)).toBe('token-1');
    const shown = inspect(source, { depth: 10, showHidden: true }) + JSON.stringify(source);
    expect(shown).not.toMatch(/a\+b:c|token-1/);
  });

  it.each([
    { requestsPerSecond: 0 },
    { requestsPerSecond: 151 },
    { scopeSets: 0 },
    { renewUntilShare: 0.95 },
    { renewFromShare: 0.9 },
    { requestTimeoutMilliseconds: NaN },
  ])('refuses the limits %j', (limits) => {
    expect(() => create(limits)).toThrow(RangeError);
  });
});

function fail(): never {
  throw new Error('nothing was asked');
}
