import { randomUUID } from 'node:crypto';
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
import { eq } from 'drizzle-orm';
import * as schema from '../schema.js';
import { userService } from '../user-service.js';
import { FakePool } from '../testing/fake-pool.js';
import { storeProfile } from '../testing/store-profile.js';
import { testConfig } from '../testing/test-config.js';
import { profiles } from './profiles.table.js';

const peerClientId = 'orderserviceclient00000000';
const writing = ['PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS'];
const reading = ['GET', 'HEAD'];
const all: readonly string[] = Object.values(scopes).filter((scope) => scope !== scopes.usersRead);

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
  const surroundings = { databaseUrl: scratch.url, cognitoUrl: cognito.url, gateway, pool: issuer };
  service = await resources.add(
    startService(userService, testConfig({ ...surroundings, peerClientId })),
  );
  database = await resources.add(createDatabase({ url: scratch.url, schema }));
});

const user = async (
  sub: string,
  { held = all, poolId = pool.id, audience = 'user-service', signIn = {} } = {},
) => {
  pool.ensure(sub);
  return {
    'txn-token': await gateway.userTxnToken(audience, held, {
      claims: { sub },
      context: { pool_id: poolId, ...signIn },
    }),
  };
};
const bearer = async (held: readonly string[]) => {
  const claims = { sub: peerClientId, client_id: peerClientId };
  return { authorization: `Bearer ${await issuer.machineToken(held, { claims })}` };
};

interface Stranger {
  readonly headers: () => Promise<Record<string, string>>;
  /** What GET and HEAD are answered: 401 when the sign-in is too weak, 403 without the scope, 404 where the rows decide. */
  readonly read: number;
}
const support = (signIn: object) =>
  user(randomUUID(), { held: Object.values(scopes), signIn: { groups: ['support'], ...signIn } });
/** Everyone who might ask for the profile and isn't its owner. */
const strangers: Record<string, Stranger> = {
  'another user': { headers: () => user(randomUUID()), read: 403 },
  'support of another pool': {
    headers: () =>
      user(randomUUID(), { held: Object.values(scopes), poolId: 'eu-west-1_OtherPool' }),
    read: 404,
  },
  'support with a password alone': {
    headers: () => support({ acr: 'urn:cognito:loa:1' }),
    read: 401,
  },
  'support whose level of sign-in is unknown': {
    headers: () => support({ acr: undefined }),
    read: 401,
  },
  'support whose sign-in is a day old': {
    headers: () => support({ auth_time: gateway.now() - 86_400 }),
    read: 401,
  },
  'a peer that calls for support with a password alone': {
    headers: async () => ({
      ...(await user(randomUUID(), {
        held: Object.values(scopes),
        audience: 'order-service',
        signIn: { acr: 'urn:cognito:loa:1' },
      })),
      ...(await bearer(Object.values(scopes))),
    }),
    read: 404,
  },
  'a machine without the scope': {
    headers: async () => ({ 'txn-token': await gateway.machineTxnToken('user-service', all) }),
    read: 403,
  },
  'a peer that calls for another user': {
    headers: async () => ({
      ...(await user(randomUUID(), { audience: 'order-service' })),
      ...(await bearer(Object.values(scopes))),
    }),
    read: 404,
  },
};

const change = { displayName: 'Mallory', id: 'x', locale: 'de', email: 'mallory@example.com' };
const call = (route: string, headers: Record<string, string>, body?: unknown) =>
  callService(service.url, route, { headers, body });

/** Stores a profile, its address included, and returns its id. */
async function known(): Promise<string> {
  const sub = randomUUID();
  const names = { email: 'ada@example.com', displayName: 'Ada', locale: 'en-GB' };
  await storeProfile(database, pool, { poolId: 'eu-west-1_TestPool1', sub, ...names });
  return sub;
}

const rowOf = (sub: string) =>
  database.run((queries) => queries.select().from(profiles).where(eq(profiles.sub, sub)));

describe("someone else's profile", () => {
  it.each(Object.keys(strangers))('is kept from %s, with every verb', async (name) => {
    const { headers, read } = strangers[name]!;
    const id = await known();
    const asking = await headers();
    const before = await rowOf(id);
    expect(before).toHaveLength(1);
    for (const verb of [...reading, ...writing]) {
      const body = writing.includes(verb) ? change : undefined;
      const answer = await call(`${verb} /users/${id}`, asking, body);
      expect([verb, answer.status]).toEqual([verb, reading.includes(verb) ? read : 404]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(JSON.stringify(answer.body ?? {})).not.toMatch(/Ada|ada@|en-GB/);
    }
    expect(await rowOf(id)).toEqual(before);
  });

  it('can be seen by support, and with no verb changed', async () => {
    const id = await known();
    const headers = await support({});
    const before = await rowOf(id);
    for (const verb of reading)
      expect((await call(`${verb} /users/${id}`, headers)).status).toBe(200);
    for (const verb of writing) {
      expect((await call(`${verb} /users/${id}`, headers, change)).status).toBe(404);
    }
    expect(await rowOf(id)).toEqual(before);
  });

  it('is not meant by "me", whatever the caller says besides', async () => {
    const id = await known();
    const before = await rowOf(id);
    const mallory = randomUUID();
    const lies = { 'x-user-id': id, 'x-forwarded-user': id, 'x-amzn-oidc-identity': id };
    const headers = { ...(await user(mallory)), ...lies };
    const changed = await call(`PATCH /users/me?id=${id}&sub=${id}`, headers, {
      displayName: 'Mallory',
    });
    expect([changed.status, changed.body]).toEqual([200, expect.objectContaining({ id: mallory })]);
    for (const verb of ['PUT', 'POST', 'DELETE', 'OPTIONS']) {
      expect((await call(`${verb} /users/me`, headers, change)).status).toBe(404);
    }
    expect(await rowOf(id)).toEqual(before);
  });
});
