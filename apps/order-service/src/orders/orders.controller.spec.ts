import { type Order, type OrderPage, scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { createDatabase } from '@gatehouse/persistence';
import { type RunningService, startService } from '@gatehouse/service-kit';
import { callService, FakeServer, TestGateway, useResources } from '@gatehouse/test-kit';
import { eq, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import * as schema from '../schema.js';
import { orderService } from '../order-service.js';
import { testConfig } from '../testing/test-config.js';
import { knownUser, tokenAnswers } from '../testing/upstream-answers.js';
import { orders } from './orders.table.js';

type Headers = Record<string, string>;

const rights = [scopes.ordersRead, scopes.ordersWrite];
const asked = { currency: 'EUR', lines: [{ sku: 'TEA-1', quantity: 1, unitPrice: 350 }] };

describe('orders that were placed', () => {
  const resources = useResources();
  let gateway: TestGateway;
  let users: FakeServer;
  let cognito: FakeServer;
  let scratch: ScratchDatabase;
  let service: RunningService;
  let database: Awaited<ReturnType<typeof createDatabase<typeof schema>>>;

  beforeAll(async () => {
    [gateway, users, cognito, scratch] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(FakeServer.start(knownUser)),
      resources.add(FakeServer.start(tokenAnswers())),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (scratch) =>
        scratch.drop(),
      ),
    ]);
    const upstreams = { userServiceUrl: users.url, tokenUrl: `${cognito.url}/oauth2/token` };
    // Without its indexes PostgreSQL gives rows in the sequence a query asks for, and in no better one.
    const noIndexes = '-c enable_indexscan=off -c enable_bitmapscan=off';
    const databaseUrl = `${scratch.url}?options=${encodeURIComponent(noIndexes)}`;
    service = await resources.add(
      startService(orderService, testConfig({ databaseUrl, gateway, ...upstreams })),
    );
    database = await resources.add(createDatabase({ url: scratch.url, schema }));
  });

  const call = (route: string, headers: Headers, body?: unknown) =>
    callService(service.url, route, { headers, body });
  /** A user's Txn-Token. A pool of its own keeps what a test sees apart from other tests. */
  const user = async (poolId: string, sub: string, held: readonly string[] = rights) => ({
    'txn-token': await gateway.userTxnToken('order-service', held, {
      claims: { sub },
      context: { pool_id: poolId },
    }),
  });
  const machine = async (poolId: string, held: readonly string[] = rights) => ({
    'txn-token': await gateway.machineTxnToken('order-service', held, {
      context: { pool_id: poolId },
    }),
  });
  const place = async (headers: Headers, body: object = asked): Promise<Order> =>
    (await call('POST /orders', headers, body)).body as Order;
  const list = async (headers: Headers, query = ''): Promise<OrderPage> =>
    (await call(`GET /orders${query}`, headers)).body as OrderPage;
  const idsOf = (page: OrderPage) => page.items.map(({ id }) => id);
  const change = (id: string, values: Partial<typeof orders.$inferInsert>) =>
    database.run((queries) => queries.update(orders).set(values).where(eq(orders.id, id)));
  /** Everything there is of an order, to see that nothing changed it. */
  const stored = async (id: string) =>
    (await database.run((queries) => queries.select().from(orders).where(eq(orders.id, id))))[0];

  let pool: string;
  let me: string;
  let mine: Headers;
  beforeEach(async () => {
    pool = `pool_${randomUUID()}`;
    me = randomUUID();
    mine = await user(pool, me);
  });

  describe('2xx', () => {
    it('shows the own orders, newest first', async () => {
      const placed = [await place(mine), await place(mine), await place(mine)];
      for (const [day, { id }] of placed.entries()) {
        await change(id, { placedAt: new Date(Date.UTC(2026, 0, day + 1)) });
      }
      await place(await user(pool, randomUUID()));
      const page = await list(mine);
      expect(idsOf(page)).toEqual(placed.map(({ id }) => id).reverse());
      expect(page.items[0]).toEqual((await call(`GET /orders/${placed[2]!.id}`, mine)).body);
      expect(page.nextCursor).toBeNull();
    });

    it('gives each order on exactly one page, also orders of one moment and while more are placed', async () => {
      const placed = await Promise.all(Array.from({ length: 7 }, () => place(mine)));
      const placedAt = new Date('2026-01-01T00:00:00.123Z');
      for (const { id } of placed) await change(id, { placedAt });
      const seen: string[] = [];
      for (let query = '?limit=2'; query !== '';) {
        const page = await list(mine, query);
        seen.push(...idsOf(page));
        query = page.nextCursor === null ? '' : `?limit=2&cursor=${page.nextCursor}`;
        await place(mine);
      }
      const expected = placed.map(({ id }) => id).sort();
      expect(seen.slice().sort()).toEqual(expected);
      expect(seen).toEqual(expected.reverse());
    });

    it('keeps the lines in the order they were asked for', async () => {
      const lines = ['C', 'A', 'B'].map((sku) => ({ sku, quantity: 1, unitPrice: 1 }));
      const { id } = await place(mine, { ...asked, lines });
      const touched = sql`UPDATE order_lines SET quantity = 1 WHERE order_id = ${id} AND position = 0`;
      await database.run((queries) => queries.execute(touched));
      expect((await call(`GET /orders/${id}`, mine)).body).toMatchObject({ lines });
    });

    it('ends with a full last page', async () => {
      await Promise.all([place(mine), place(mine)]);
      expect((await list(mine, '?limit=2')).nextCursor).toBeNull();
    });

    it('shows support and fulfilment the orders of their pool, by customer if asked', async () => {
      const [first, second] = [await place(mine), await place(await user(pool, randomUUID()))];
      await place(await user(`${pool}_other`, me));
      const held = [scopes.ordersReadAll];
      const support = await user(pool, randomUUID(), held);
      expect(idsOf(await list(support)).sort()).toEqual([first.id, second.id].sort());
      expect(idsOf(await list(support, `?customerId=${me}`))).toEqual([first.id]);
      expect((await call(`GET /orders/${second.id}`, support)).status).toBe(200);
      expect(idsOf(await list(await machine(pool, held))).sort()).toEqual(
        [first.id, second.id].sort(),
      );
    });

    it('shows an order to the customer a machine placed it for, beside their own', async () => {
      const partner = await machine(pool);
      const forMe = await place(partner, { ...asked, customerId: me });
      const forOther = await place(partner, { ...asked, customerId: randomUUID() });
      const own = await place(mine);
      expect(idsOf(await list(mine)).sort()).toEqual([forMe.id, own.id].sort());
      expect((await call(`GET /orders/${forMe.id}`, mine)).body).toEqual(forMe);
      expect(idsOf(await list(partner)).sort()).toEqual([forMe.id, forOther.id].sort());
      expect(idsOf(await list(partner, `?customerId=${me}`))).toEqual([forMe.id]);
    });

    it('cancels the own order, and again without a change', async () => {
      const { id } = await place(mine);
      const first = await call(`POST /orders/${id}/cancel`, mine);
      expect([first.status, first.body]).toEqual([
        200,
        expect.objectContaining({ id, state: 'cancelled' }),
      ]);
      const again = await call(`POST /orders/${id}/cancel`, mine);
      expect([again.status, again.body]).toEqual([200, first.body]);
    });

    it('cancels once when asked many times at once', async () => {
      const { id } = await place(mine);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => call(`POST /orders/${id}/cancel`, mine)),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    });

    it('lets a machine cancel what it placed', async () => {
      const partner = await machine(pool);
      const { id } = await place(partner, { ...asked, customerId: me });
      expect((await call(`POST /orders/${id}/cancel`, partner)).status).toBe(200);
    });
  });

  describe('400', () => {
    it.each([
      'limit=0',
      'limit=101',
      'limit=1.5',
      'limit=',
      'limit=1&limit=2',
      'cursor=',
      'cursor=%00',
      'cursor=bm9uc2Vuc2U',
      'cursor=a&cursor=b',
      `cursor=${'A'.repeat(201)}`,
      'customerId=a%20b',
      'ownerSub=someone',
      '__proto__=x',
      'constructor=x',
    ])('refuses the query %s', async (query) => {
      const refused = await call(`GET /orders?${query}`, mine);
      expect(refused.status).toBe(400);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
    });

    it.each(['1', 'not-an-id', '%00', `${randomUUID()}'`])('refuses the id %s', async (id) => {
      expect((await call(`GET /orders/${id}`, mine)).status).toBe(400);
      expect((await call(`POST /orders/${id}/cancel`, mine)).status).toBe(400);
    });
  });

  describe('401', () => {
    it('refuses every call without proof and with proof made for user-service', async () => {
      const { id } = await place(mine);
      const foreign = { 'txn-token': await gateway.userTxnToken('user-service', rights) };
      for (const route of ['GET /orders', `GET /orders/${id}`, `POST /orders/${id}/cancel`]) {
        expect((await call(route, {})).status).toBe(401);
        expect((await call(route, foreign)).status).toBe(401);
      }
      expect(await stored(id)).toMatchObject({ state: 'placed' });
    });
  });

  describe('403', () => {
    it('asks for orders/read or orders/read-all to see, for orders/write to cancel', async () => {
      const { id } = await place(mine);
      const writer = await user(pool, me, [scopes.ordersWrite]);
      for (const route of ['GET /orders', `GET /orders/${id}`]) {
        const refused = await call(route, writer);
        expect(refused.status).toBe(403);
        expect(refused.headers.get('www-authenticate')).toContain(
          'scope="orders/read orders/read-all"',
        );
      }
      const reader = await user(pool, me, [scopes.ordersRead]);
      expect((await call(`POST /orders/${id}/cancel`, reader)).status).toBe(403);
      expect(await stored(id)).toMatchObject({ state: 'placed' });
    });

    it('lets only whoever placed an order cancel it', async () => {
      const { id } = await place(await machine(pool), { ...asked, customerId: me });
      const support = await user(pool, randomUUID(), [scopes.ordersReadAll, scopes.ordersWrite]);
      const before = await stored(id);
      for (const headers of [mine, support]) {
        const refused = await call(`POST /orders/${id}/cancel`, headers);
        expect(refused.status).toBe(403);
        expect(refused.body).toMatchObject({ code: 'not_the_owner' });
      }
      expect(await stored(id)).toEqual(before);
    });
  });

  describe('404', () => {
    const notFound = [404, expect.objectContaining({ code: 'order_not_found' })];
    const answerOf = async (route: string, headers: Headers) => {
      const { status, body } = await call(route, headers);
      return [status, body];
    };

    it("answers for someone else's order as for none, whatever is asked of it", async () => {
      const { id } = await place(mine, { ...asked, note: 'Behind the blue door' });
      expect(JSON.stringify(await list(mine))).toContain('blue door');
      const before = await stored(id);
      const others: Headers[] = [
        await user(pool, randomUUID()),
        await machine(pool),
        await user(`${pool}_other`, me),
        await user(`${pool}_other`, me, [...rights, scopes.ordersReadAll]),
      ];
      for (const headers of others) {
        for (const order of [id, randomUUID()]) {
          expect(await answerOf(`GET /orders/${order}`, headers)).toEqual(notFound);
          expect(await answerOf(`POST /orders/${order}/cancel`, headers)).toEqual(notFound);
        }
        expect(idsOf(await list(headers))).not.toContain(id);
        expect(idsOf(await list(headers, `?customerId=${me}`))).not.toContain(id);
        for (const route of ['GET /orders', `GET /orders/${id}`, `POST /orders/${id}/cancel`]) {
          expect(JSON.stringify((await call(route, headers)).body)).not.toContain('blue door');
        }
      }
      expect(await stored(id)).toEqual(before);
    });

    it('knows no other verbs', async () => {
      const { id } = await place(mine);
      for (const verb of ['PUT', 'PATCH', 'DELETE']) {
        expect((await call(`${verb} /orders/${id}`, mine)).status).toBe(404);
      }
      expect(await stored(id)).toMatchObject({ state: 'placed' });
    });
  });

  describe('409', () => {
    it('cancels no order that was fulfilled', async () => {
      const { id } = await place(mine);
      await change(id, { state: 'fulfilled' });
      const refused = await call(`POST /orders/${id}/cancel`, mine);
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ code: 'order_not_cancellable' });
      expect(await stored(id)).toMatchObject({ state: 'fulfilled' });
    });
  });

  describe('the tables', () => {
    it.each([
      sql`UPDATE orders SET state = 'lost'`,
      sql`UPDATE orders SET currency = 'eur'`,
      sql`UPDATE orders SET total = -1`,
      sql`UPDATE order_lines SET quantity = 0`,
      sql`UPDATE order_lines SET unit_price = -1`,
    ])('refuse what the service would not store (%#)', async (statement) => {
      await place(mine);
      const changing = database.run((queries) => queries.execute(statement));
      await expect(changing).rejects.toMatchObject({ sqlState: '23514' });
    });
  });
});
