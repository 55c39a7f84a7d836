import { type Order, type OrderPage, scopes, userId } from '@gatehouse/contracts';
import { createScratchDatabase } from '@gatehouse/local-database';
import { createDatabase, withTransaction } from '@gatehouse/persistence';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  callService,
  FakeServer,
  type ReceivedRequest,
  TestGateway,
  useResources,
  waitUntil,
} from '@gatehouse/test-kit';
import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { orderService } from '../order-service.js';
import { type OrderDatabase, OrdersRepository } from '../orders/orders.repository.js';
import { orders } from '../orders/orders.table.js';
import * as schema from '../schema.js';
import { testConfig } from '../testing/test-config.js';
import { knownUser, tokenAnswers } from '../testing/upstream-answers.js';
import { AnonymizationRepository } from './anonymization.repository.js';
import { isErased } from './customer-lock.js';
import { erasedUsers } from './erased-users.table.js';

const poolId = 'eu-west-1_TestPool1';
const own = [scopes.ordersRead, scopes.ordersWrite];
const all = [...own, scopes.ordersReadAll];
const asked = {
  currency: 'EUR',
  lines: [{ sku: 'TEA-1', quantity: 2, unitPrice: 350 }],
  note: 'For Ada Lovelace',
};

const resources = useResources();
let gateway: TestGateway;
let service: RunningService;
let database: OrderDatabase;
let erasures: AnonymizationRepository;
let tokenRequests: () => string[];
/** What user-service lists, and whom it has a confirmation of. */
let waiting: { poolId: string; sub: string }[] = [];

function respondAsUserService({ path, body }: ReceivedRequest) {
  if (path === '/users/erasures') return { body: { items: waiting } };
  if (path !== '/users/erasures/confirm') return knownUser({ path });
  const { items } = JSON.parse(body) as { items: typeof waiting };
  waiting = waiting.filter(({ sub }) => !items.some((item) => item.sub === sub));
  return { status: 204 };
}

beforeAll(async () => {
  const [users, cognito, scratch] = await Promise.all([
    resources.add(FakeServer.start(respondAsUserService)),
    resources.add(FakeServer.start(tokenAnswers())),
    resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) => one.drop()),
  ]);
  gateway = await resources.add(TestGateway.start());
  const upstreams = { userServiceUrl: users.url, tokenUrl: `${cognito.url}/oauth2/token` };
  const config = testConfig({ databaseUrl: scratch.url, gateway, ...upstreams });
  const settings = { ...config, ERASURE_INTERVAL_MILLISECONDS: 50 };
  service = await resources.add(startService(orderService, settings));
  database = await resources.add(createDatabase({ url: scratch.url, schema }));
  erasures = new AnonymizationRepository(database);
  tokenRequests = () => cognito.requests.map(({ body }) => body);
});

const user = async (sub: string, held: readonly string[] = own, pool = poolId) => ({
  'txn-token': await gateway.userTxnToken('order-service', held, {
    claims: { sub },
    context: { pool_id: pool },
  }),
});
const machine = async () => ({ 'txn-token': await gateway.machineTxnToken('order-service', own) });
const call = async (route: string, headers: object, body?: object) => {
  const options = { headers: headers as Record<string, string>, body };
  const answer = await callService(service.url, route, options);
  return { status: answer.status, body: answer.body as Order };
};
const page = async (route: string, headers: object) =>
  (await call(route, headers)).body as unknown as OrderPage;
const place = async (headers: object, more: object = {}) =>
  (await call('POST /orders', headers, { ...asked, ...more })).body;

/** Has the service's own follower anonymize the user's orders. */
async function erase(sub: string): Promise<void> {
  waiting = [{ poolId, sub }];
  await waitUntil(() => waiting.length === 0, { what: 'the confirmation of the erasure' });
}

const rowsWith = async (sub: string) => {
  const rows = await database.run((queries) => queries.select().from(orders));
  return rows.filter((row) => JSON.stringify(row).includes(sub));
};

describe('the orders of a deleted user', () => {
  it('keep amounts, lines, states and times under one pseudonym', async () => {
    const sub = randomUUID();
    const key = { 'idempotency-key': 'ada-lovelace-1' };
    const placed = await place({ ...(await user(sub)), ...key });
    const byMachine = await place(await machine(), { customerId: sub });
    await erase(sub);
    const support = await user(randomUUID(), all);
    const { body: first } = await call(`GET /orders/${placed.id}`, support);
    const { customerId } = first;
    expect(userId.parse(customerId)).toMatch(/^deleted-[0-9a-f-]{36}$/);
    expect(first).toEqual({ ...placed, customerId, placedBy: customerId, note: null });
    const { body: second } = await call(`GET /orders/${byMachine.id}`, support);
    expect(second).toEqual({ ...byMachine, customerId, note: null });
    expect(await rowsWith(sub)).toEqual([]);
    const rows = await rowsWith(customerId);
    expect(rows.map(({ requestHash }) => requestHash)).toEqual(['', '']);
    expect(rows.every(({ idempotencyKey }) => idempotencyKey === null)).toBe(true);
  });

  it('do not exist for the user, and can be seen by the machine that placed them and by fulfilment', async () => {
    const sub = randomUUID();
    const placed = await place(await user(sub));
    const byMachine = await place(await machine(), { customerId: sub });
    await erase(sub);
    const former = await user(sub);
    for (const { id } of [placed, byMachine]) {
      expect((await call(`GET /orders/${id}`, former)).status).toBe(404);
      expect((await call(`POST /orders/${id}/cancel`, former)).status).toBe(404);
    }
    expect((await page('GET /orders', former)).items).toEqual([]);
    expect((await call(`GET /orders/${placed.id}`, await machine())).status).toBe(404);
    const own = await call(`GET /orders/${byMachine.id}`, await machine());
    expect([own.status, own.body.customerId]).toEqual([200, expect.stringMatching(/^deleted-/)]);
    const fulfilment = await user(randomUUID(), [scopes.ordersReadAll]);
    const { customerId } = own.body;
    const query = `GET /orders?customerId=${customerId}`;
    const { items } = await page(query, fulfilment);
    expect(items.map(({ id }) => id).sort()).toEqual([placed.id, byMachine.id].sort());
  });

  it('are the only ones that change', async () => {
    const [sub, other] = [randomUUID(), randomUUID()];
    const others = await place(await user(other));
    const inOtherPool = await place(await user(sub, own, 'eu-west-1_OtherPool'));
    await place(await user(sub));
    await erase(sub);
    expect((await call(`GET /orders/${others.id}`, await user(other))).body).toEqual(others);
    const there = await user(sub, own, 'eu-west-1_OtherPool');
    expect((await call(`GET /orders/${inOtherPool.id}`, there)).body).toEqual(inOtherPool);
  });

  it('are not joined by another one, from the user or a machine', async () => {
    const sub = randomUUID();
    await erase(sub);
    for (const [headers, more] of [
      [await user(sub), {}],
      [await machine(), { customerId: sub }],
    ] as const) {
      const rejected = await call('POST /orders', headers, { ...asked, ...more });
      expect(rejected).toMatchObject({ status: 422, body: { code: 'unknown_customer' } });
    }
    expect(await rowsWith(sub)).toEqual([]);
  });

  it('keep their pseudonym when the erasure is repeated', async () => {
    const sub = randomUUID();
    const { id } = await place(await user(sub));
    await erase(sub);
    const support = await user(randomUUID(), all);
    const { body: before } = await call(`GET /orders/${id}`, support);
    await erase(sub);
    expect((await call(`GET /orders/${id}`, support)).body).toEqual(before);
  });

  it('are all anonymized while orders are placed at the same time', async () => {
    const sub = randomUUID();
    const repository = new OrdersRepository(database);
    const order = { poolId, ownerSub: sub, customerId: sub, total: 700, ...asked };
    const inserts = Array.from({ length: 30 }, () => repository.insert(order, { hash: 'hash' }));
    const [outcomes] = await Promise.all([
      Promise.allSettled(inserts),
      erasures.anonymize({ poolId, sub }),
      erasures.anonymize({ poolId, sub }),
    ]);
    expect(outcomes).toHaveLength(30);
    await expect(repository.insert(order, { hash: 'hash' })).rejects.toThrow('no such customer');
    expect(await rowsWith(sub)).toEqual([]);
  });

  it('include one whose transaction is in progress, which the anonymization waits for', async () => {
    const sub = randomUUID();
    const isBlocked = async () => {
      const { rowCount } = await database.run((queries) =>
        queries.execute(sql`SELECT 1 FROM pg_locks JOIN pg_database ON oid = database
          WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`),
      );
      return rowCount === 1;
    };
    const anonymized = await withTransaction(database, async (queries) => {
      expect(await isErased(queries, { poolId, sub })).toBe(false);
      const anonymizing = erasures.anonymize({ poolId, sub });
      await waitUntil(isBlocked, { what: 'the anonymization to wait for the order' });
      const order = { poolId, ownerSub: sub, customerId: sub, total: 1, requestHash: 'hash' };
      await queries.insert(orders).values({ ...order, currency: 'EUR' });
      return { anonymizing };
    });
    await anonymized.anonymizing;
    expect(await rowsWith(sub)).toEqual([]);
  });

  it('forget after an hour for whom they were', async () => {
    const [recent, old] = [randomUUID(), randomUUID()];
    await erase(recent);
    const erasedAt = new Date(Date.now() - 3_601_000);
    await database.run((queries) =>
      queries.insert(erasedUsers).values({ poolId, sub: old, erasedAt }),
    );
    await erasures.forgetOld();
    const rows = await database.run((queries) => queries.select().from(erasedUsers));
    const subs = rows.map(({ sub }) => sub);
    expect([subs.includes(recent), subs.includes(old)]).toEqual([true, false]);
  });

  it('are asked for with a token of their own scope', () => {
    const requested = tokenRequests().map((body) => new URLSearchParams(body).get('scope'));
    expect([...new Set(requested)].sort()).toEqual(['users/erase', 'users/read']);
  });
});
