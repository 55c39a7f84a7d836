import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { createDatabase } from '@gatehouse/persistence';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  callService,
  FakeServer,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import * as schema from '../schema.js';
import { userService } from '../user-service.js';
import { FakePool } from '../testing/fake-pool.js';
import { storeProfile } from '../testing/store-profile.js';
import { testConfig } from '../testing/test-config.js';

const peerClientId = 'orderserviceclient00000000';
const self = 'user-service';

describe('/users', () => {
  const resources = useResources();
  let gateway: TestGateway;
  let issuer: TestIssuer;
  let cognito: FakeServer;
  const pool = new FakePool(process.env);
  let scratch: ScratchDatabase;
  let service: RunningService;
  let database: Awaited<ReturnType<typeof createDatabase<typeof schema>>>;

  beforeAll(async () => {
    [gateway, issuer, cognito, scratch] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(TestIssuer.start()),
      resources.add(FakeServer.start(pool.respond)),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (scratch) =>
        scratch.drop(),
      ),
    ]);
    const cognitoUrl = cognito.url;
    const surroundings = { databaseUrl: scratch.url, cognitoUrl, gateway, pool: issuer };
    service = await resources.add(
      startService(userService, testConfig({ ...surroundings, peerClientId })),
    );
    database = await resources.add(createDatabase({ url: scratch.url, schema }));
  });

  const call = (route: string, headers: Record<string, string>, body?: unknown) =>
    callService(service.url, route, { headers, body });
  /** A user's Txn-Token, of a pool and for an audience. */
  const user = async (
    sub: string,
    held: readonly string[] = [],
    { audience = self, poolId = pool.id, session = 'first' } = {},
  ) => {
    pool.ensure(sub);
    return {
      'txn-token': await gateway.userTxnToken(audience, held, {
        claims: { sub },
        context: { pool_id: poolId, origin_jti: session },
      }),
    };
  };
  const machine = async (held: readonly string[], audience = self) => ({
    'txn-token': await gateway.machineTxnToken(audience, held),
  });
  /** The access token of a machine, order-service's unless said otherwise. */
  const bearer = async (held: readonly string[] = [scopes.usersRead], clientId = peerClientId) => {
    const claims = { sub: clientId, client_id: clientId };
    return { authorization: `Bearer ${await issuer.machineToken(held, { claims })}` };
  };
  /** Makes a profile and gives its id. */
  const known = async (poolId?: string): Promise<string> => {
    const sub = randomUUID();
    await call('GET /users/me', await user(sub, [], { poolId }));
    return sub;
  };

  const email = 'ada@example.com';
  /** Stores a profile with an address and returns its id. */
  const knownWithAddress = async (poolId = 'eu-west-1_TestPool1'): Promise<string> => {
    const sub = randomUUID();
    await storeProfile(database, pool, { poolId, sub, email, displayName: 'Ada', locale: 'en-GB' });
    return sub;
  };

  describe('2xx', () => {
    it('makes the own profile when first seen, once for any number of first times', async () => {
      const sub = randomUUID();
      const headers = await user(sub);
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => call('GET /users/me', headers)),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(answers[0]?.body).toEqual({
        id: sub,
        displayName: null,
        locale: null,
        email: null,
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        updatedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      });
    });

    it('changes what is sent and nothing else, also of a profile never seen', async () => {
      const headers = await user(randomUUID(), [scopes.usersWrite]);
      const body = { displayName: ' Ada ', locale: 'en-gb' };
      const first = await call('PATCH /users/me', headers, body);
      expect(first.status).toBe(200);
      expect(first.body).toMatchObject({ displayName: 'Ada', locale: 'en-GB' });
      const second = await call('PATCH /users/me', headers, { displayName: null });
      expect(second.body).toMatchObject({ displayName: null, locale: 'en-GB' });
      expect((await call('GET /users/me', headers)).body).toEqual(second.body);
    });

    it('lets no cache store a profile', async () => {
      const { headers } = await call('GET /users/me', await user(randomUUID()));
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    });

    it.each(['😀'.repeat(100), 'क्\u200dष', '👩\u200d🚀', "O'Brien", 'Jose\u0301'])(
      'stores the display name %j as written',
      async (displayName) => {
        const headers = await user(randomUUID(), [scopes.usersWrite]);
        const changed = await call('PATCH /users/me', headers, { displayName });
        expect([changed.status, changed.body]).toEqual([
          200,
          expect.objectContaining({ displayName }),
        ]);
        expect((await call('GET /users/me', headers)).body).toEqual(changed.body);
      },
    );

    it('shows a profile to support, and without the address to a machine with the scope', async () => {
      const id = await knownWithAddress();
      const support = await user(randomUUID(), [scopes.usersRead]);
      const seen = await call(`GET /users/${id}`, support);
      expect([seen.status, seen.body]).toEqual([200, expect.objectContaining({ id, email })]);
      const { status, body } = await call(`GET /users/${id}`, await machine([scopes.usersRead]));
      expect([status, body]).toEqual([200, expect.objectContaining({ id, displayName: 'Ada' })]);
      expect(body).not.toHaveProperty('email');
    });

    it('makes the profile of the user a peer calls for', async () => {
      const sub = randomUUID();
      const forUser = await user(sub, [], { audience: 'order-service' });
      const answer = await call(`GET /users/${sub}`, { ...forUser, ...(await bearer()) });
      expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ id: sub })]);
    });

    it('shows a peer any profile when it calls for itself or for a machine, without the address', async () => {
      const id = await knownWithAddress();
      const held = [scopes.ordersWrite, scopes.usersRead];
      const forPartner = await machine(held, 'order-service');
      for (const headers of [{}, forPartner]) {
        const answer = await call(`GET /users/${id}`, { ...headers, ...(await bearer()) });
        expect(answer.status).toBe(200);
        expect(answer.body).toMatchObject({ id, displayName: 'Ada', locale: 'en-GB' });
        expect(answer.body).not.toHaveProperty('email');
        expect(JSON.stringify(answer.body)).not.toContain(email);
      }
    });

    it('answers a peer for a supporter what the supporter may see', async () => {
      const id = await knownWithAddress();
      const held = [scopes.usersRead];
      const supporter = await user(randomUUID(), held, { audience: 'order-service' });
      const answer = await call(`GET /users/${id}`, { ...supporter, ...(await bearer()) });
      expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ id, email })]);
    });
  });

  describe('400', () => {
    it.each([
      {},
      { displayName: '' },
      { displayName: 'a\u0000b' },
      { displayName: 'a\u2028b' },
      { displayName: '\u202eadA' },
      { displayName: '\u3164' },
      { displayName: 7 },
      { locale: 'not a tag' },
      { email: 'eve@example.com' },
      { id: 'someone-else' },
      [],
      'null',
      '{"displayName":"Ada","__proto__":{"admin":true}}',
      '{"displayName":"Ada","constructor":{"prototype":{}}}',
      '{"displayName":"Ada","toString":"x"}',
      '{"displayName":"Ada","displayName":"Eve"}',
      '{"displayName":"Ada","\\u0064isplayName":"Eve"}',
    ])('refuses the change %j and changes nothing', async (body) => {
      const sub = await known();
      const headers = await user(sub, [scopes.usersWrite]);
      const before = await call('GET /users/me', headers);
      const refused = await call('PATCH /users/me', headers, body);
      expect(refused.status).toBe(400);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      expect((await call('GET /users/me', headers)).body).toEqual(before.body);
    });

    it.each(['%00', 'a%20b', "x'--", '..%2fme', 'a'.repeat(129)])(
      'refuses the id %s',
      async (id) => {
        const refused = await call(`GET /users/${id}`, await machine([scopes.usersRead]));
        expect(refused.status).toBe(400);
      },
    );
  });

  describe('401', () => {
    const refused = async (headers: Record<string, string>) => {
      const answer = await call(`GET /users/${await known()}`, headers);
      return [answer.status, answer.headers.get('www-authenticate'), answer.body];
    };
    const invalid = [
      401,
      'Bearer realm="gatehouse", error="invalid_token"',
      expect.objectContaining({ code: 'invalid_token', status: 401 }),
    ];

    it('refuses a call without any proof', async () => {
      const [status, challenge] = await refused({});
      expect([status, challenge]).toEqual([401, 'Bearer realm="gatehouse"']);
    });

    it('refuses a Txn-Token made for another service', async () => {
      expect(await refused(await machine([scopes.usersRead], 'order-service'))).toEqual(invalid);
    });

    it('refuses a forged Txn-Token', async () => {
      const stranger = await resources.add(TestGateway.start());
      const forged = await stranger.machineTxnToken(self, [scopes.usersRead]);
      await stranger.close();
      expect(await refused({ 'txn-token': forged })).toEqual(invalid);
    });

    it("refuses a user's own access token", async () => {
      const token = await issuer.userToken([scopes.usersRead]);
      expect(await refused({ authorization: `Bearer ${token}` })).toEqual(invalid);
    });

    it('refuses a machine that is no peer, the outside partner', async () => {
      expect(await refused(await bearer([scopes.usersRead], 'partnerclient0000000000000'))).toEqual(
        invalid,
      );
    });

    it('refuses from a peer a Txn-Token that was made for this service', async () => {
      const captured = await user(randomUUID(), [scopes.usersRead]);
      expect(await refused({ ...captured, ...(await bearer()) })).toEqual(invalid);
    });

    it('refuses from a peer a Txn-Token that was made for a third service', async () => {
      const foreign = await user(randomUUID(), [], { audience: 'billing-service' });
      expect(await refused({ ...foreign, ...(await bearer()) })).toEqual(invalid);
    });
  });

  describe('403', () => {
    it('asks for users/read, also for the own id', async () => {
      const id = await known();
      const refused = await call(`GET /users/${id}`, await user(id, [scopes.usersWrite]));
      expect(refused.status).toBe(403);
      expect(refused.headers.get('www-authenticate')).toContain(
        'error="insufficient_scope", scope="users/read"',
      );
    });

    it('asks for users/write to change', async () => {
      const headers = await user(await known(), [scopes.usersRead]);
      expect((await call('PATCH /users/me', headers, { displayName: 'Ada' })).status).toBe(403);
    });

    it('counts the scopes of a peer and not those of the user it calls for', async () => {
      const id = await known();
      const held = [scopes.usersRead];
      const forSupport = await user(id, held, { audience: 'order-service' });
      const headers = { ...forSupport, ...(await bearer([scopes.usersWrite])) };
      expect((await call(`GET /users/${id}`, headers)).status).toBe(403);
    });

    it('has no profile for machines, acting for themselves or through a peer', async () => {
      for (const headers of [
        await machine([scopes.usersRead, scopes.usersWrite]),
        await bearer(),
        { ...(await machine([], 'order-service')), ...(await bearer()) },
      ]) {
        const refused = await call('GET /users/me', headers);
        expect(refused.status).toBe(403);
        expect(refused.body).toMatchObject({ code: 'wrong_principal_kind' });
      }
    });
  });

  describe('404', () => {
    const notFound = [404, expect.objectContaining({ code: 'user_not_found' })];
    const answerOf = async (id: string, headers: Record<string, string>) => {
      const { status, body } = await call(`GET /users/${id}`, headers);
      expect(JSON.stringify(body)).not.toMatch(/Ada|@example/);
      return [status, body];
    };

    it('knows no user it has never seen, and does not make one for whoever asks', async () => {
      const headers = await machine([scopes.usersRead]);
      const id = randomUUID();
      expect(await answerOf(id, headers)).toEqual(notFound);
      expect(await answerOf(id, headers)).toEqual(notFound);
    });

    it('hides everyone else from the user a peer calls for', async () => {
      const id = await knownWithAddress();
      const someone = await user(randomUUID(), [], { audience: 'order-service' });
      expect(await answerOf(id, { ...someone, ...(await bearer()) })).toEqual(notFound);
    });

    it('hides the users of one pool from callers of another', async () => {
      const id = await knownWithAddress('eu-west-1_OtherPool');
      expect(await answerOf(id, await machine([scopes.usersRead]))).toEqual(notFound);
      expect(await answerOf(id, await bearer())).toEqual(notFound);
      const supporter = await user(randomUUID(), [scopes.usersRead]);
      expect(await answerOf(id, supporter)).toEqual(notFound);
    });

    it('keeps the profiles of one sub in two pools apart', async () => {
      const sub = await known();
      const elsewhere = await user(sub, [scopes.usersWrite], { poolId: 'eu-west-1_OtherPool' });
      await call('PATCH /users/me', elsewhere, { displayName: 'Someone else' });
      const here = await call('GET /users/me', await user(sub));
      expect(here.body).toMatchObject({ displayName: null });
    });
  });
});
