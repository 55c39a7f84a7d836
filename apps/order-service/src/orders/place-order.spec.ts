import { type Order, scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  type Answer,
  callService,
  FakeServer,
  TestGateway,
  useResources,
} from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { orderService } from '../order-service.js';
import { testConfig } from '../testing/test-config.js';
import { knownUser, tokenAnswers, unknownUser } from '../testing/upstream-answers.js';

const line = { sku: 'TEA-1', quantity: 2, unitPrice: 350 };
const asked = { currency: 'EUR', lines: [line, { sku: 'MUG.7', quantity: 1, unitPrice: 1299 }] };

describe('POST /orders', () => {
  const resources = useResources();
  let gateway: TestGateway;
  let users: FakeServer;
  let cognito: FakeServer;
  let scratch: ScratchDatabase;
  let service: RunningService;

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
    service = await resources.add(
      startService(orderService, testConfig({ databaseUrl: scratch.url, gateway, ...upstreams })),
    );
  });
  beforeEach(() => {
    users.respond = knownUser;
    users.requests.length = 0;
  });

  const rights = [scopes.ordersRead, scopes.ordersWrite];
  const user = async (sub = randomUUID(), held: readonly string[] = rights, poolId = 'pool_A') => ({
    'txn-token': await gateway.userTxnToken('order-service', held, {
      claims: { sub },
      context: { pool_id: poolId },
    }),
  });
  const machine = async (held: readonly string[] = rights) => ({
    'txn-token': await gateway.machineTxnToken('order-service', held, {
      context: { pool_id: 'pool_A' },
    }),
  });
  const place = (headers: Record<string, string>, body: unknown = asked): Promise<Answer> =>
    callService(service.url, 'POST /orders', { headers, body });
  const ordersOf = async (headers: Record<string, string>): Promise<readonly Order[]> => {
    const { body } = await callService(service.url, 'GET /orders', { headers });
    return (body as { items: readonly Order[] }).items;
  };

  describe('2xx', () => {
    it("places a user's order, reckons its total and says where it is", async () => {
      const sub = randomUUID();
      const headers = await user(sub);
      const { status, headers: answered, body } = await place(headers, { ...asked, note: 'Ring' });
      expect(status).toBe(201);
      const order = body as Order;
      expect(order).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        state: 'placed',
        customerId: sub,
        placedBy: sub,
        ...asked,
        total: 1999,
        note: 'Ring',
        placedAt: order.updatedAt,
        updatedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      });
      expect(answered.get('location')).toBe(`/orders/${order.id}`);
      expect(await ordersOf(headers)).toEqual([order]);
    });

    it('asks user-service about the customer, for the caller and with a token of its own', async () => {
      const sub = randomUUID();
      const headers = { ...(await user(sub)), 'x-request-id': 'request-id-0001' };
      expect((await place(headers)).headers.get('x-request-id')).toBe('request-id-0001');
      expect(users.requests).toHaveLength(1);
      expect(users.requests[0]?.path).toBe(`/users/${sub}`);
      expect(users.requests[0]?.headers).toMatchObject({
        authorization: 'Bearer token-1',
        'txn-token': headers['txn-token'],
        'x-request-id': 'request-id-0001',
      });
    });

    it('takes a user who names themselves', async () => {
      const sub = randomUUID();
      expect((await place(await user(sub), { ...asked, customerId: sub })).status).toBe(201);
    });

    it("places a machine's order for the customer it names", async () => {
      const headers = await machine();
      const customerId = randomUUID();
      const { status, body } = await place(headers, { ...asked, customerId });
      expect(status).toBe(201);
      expect(body).toMatchObject({ customerId, placedBy: 'testmachine000000000000000' });
      expect(users.requests[0]?.path).toBe(`/users/${customerId}`);
    });

    it('holds the largest total a number holds exactly', async () => {
      const lines = [
        { sku: 'A', quantity: 1000, unitPrice: 1_000_000_000_000 },
        { sku: 'B', quantity: 9, unitPrice: 888_000_000_000 },
      ];
      const big = Array.from({ length: 8 }, () => lines[0]);
      const { body } = await place(await user(), { ...asked, lines: [...big, lines[1]] });
      expect(body).toMatchObject({ total: 8_007_992_000_000_000 });
    });

    it('places one order for a key, however often it is sent', async () => {
      const headers = { ...(await user()), 'idempotency-key': 'key-1' };
      const first = await place(headers);
      const again = await place(headers, JSON.stringify({ lines: asked.lines, currency: 'EUR' }));
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(again.headers.get('location')).toBe(first.headers.get('location'));
      expect([first, again].map((answer) => answer.headers.get('idempotent-replayed'))).toEqual([
        null,
        'true',
      ]);
      expect(await ordersOf(headers)).toHaveLength(1);
    });

    it('places one order for a key sent many times at once', async () => {
      const headers = { ...(await user()), 'idempotency-key': 'key-1' };
      const answers = await Promise.all(Array.from({ length: 10 }, () => place(headers)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      expect(new Set(answers.map(({ body }) => (body as Order).id)).size).toBe(1);
      expect(answers.filter((answer) => !answer.headers.has('idempotent-replayed'))).toHaveLength(
        1,
      );
      expect(await ordersOf(headers)).toHaveLength(1);
    });

    it('keeps the keys of callers apart, also of one sub in two pools', async () => {
      const sub = randomUUID();
      const callers = [await user(sub), await user(sub, rights, 'pool_B'), await user()];
      for (const caller of callers) {
        const answer = await place({ ...caller, 'idempotency-key': 'key-2' });
        expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([201, null]);
      }
    });
  });

  describe('400', () => {
    const nothingStored = async (headers: Record<string, string>, body: unknown, code?: string) => {
      const refused = await place(headers, body);
      expect(refused.status).toBe(400);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      if (code !== undefined) expect(refused.body).toMatchObject({ code });
      expect(users.requests).toEqual([]);
      const { 'txn-token': token } = headers;
      expect(await ordersOf({ 'txn-token': token! })).toEqual([]);
    };

    it.each([
      { ...asked, currency: 'ZZZ' },
      { ...asked, lines: [] },
      { ...asked, lines: [{ ...line, quantity: 0 }] },
      { ...asked, lines: [{ ...line, quantity: 1001 }] },
      { ...asked, lines: [{ ...line, unitPrice: 1.5 }] },
      { ...asked, lines: [{ ...line, unitPrice: -1 }] },
      { ...asked, lines: { length: 1, 0: line } },
      { ...asked, total: 1 },
      { ...asked, note: 'a\u0000b' },
      { ...asked, note: 'Ring\u2028twice' },
      { ...asked, note: '\u2066Ring' },
      { ...asked, note: '\u2800' },
      { ...asked, ownerSub: 'someone' },
      'null',
      '[]',
    ])('refuses %j', async (body) => {
      await nothingStored(await user(), body, 'invalid_request');
    });

    it.each([
      '{"currency":"EUR","lines":[{"sku":"A","quantity":1,"unitPrice":1e400}]}',
      '{"currency":"EUR","currency":"USD","lines":[{"sku":"A","quantity":1,"unitPrice":1}]}',
      '{"currency":"EUR","lines":[{"sku":"A","quantity":1,"unitPrice":1,"unitPrice":0}]}',
      '{"currency":"EUR","__proto__":{"lines":[]}}',
      '{"currency":"EUR","constructor":{"prototype":{"lines":[]}}}',
      '{"currency":',
      '',
    ])('refuses the text %j', async (text) => {
      await nothingStored(await user(), text);
    });

    it('refuses a total beyond all exact numbers', async () => {
      const lines = Array.from({ length: 10 }, () => ({
        sku: 'A',
        quantity: 1000,
        unitPrice: 1_000_000_000_000,
      }));
      await nothingStored(await user(), { ...asked, lines }, 'total_too_large');
    });

    it('refuses a user who orders for someone else', async () => {
      const body = { ...asked, customerId: randomUUID() };
      await nothingStored(await user(), body, 'customer_not_allowed');
    });

    it('refuses a machine that names no customer', async () => {
      const refused = await place(await machine());
      expect([refused.status, refused.body]).toEqual([
        400,
        expect.objectContaining({ code: 'customer_required' }),
      ]);
    });

    it.each(['two words', 'a'.repeat(129)])('refuses the key %j', async (key) => {
      await nothingStored({ ...(await user()), 'idempotency-key': key }, asked, 'invalid_request');
    });
  });

  describe('401', () => {
    it('refuses a call without proof, with an access token, and with proof for another', async () => {
      const foreign = { 'txn-token': await gateway.userTxnToken('user-service', rights) };
      const answers = [
        await place({}),
        await place({ authorization: 'Bearer a.b.c' }),
        await place(foreign),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
      for (const { headers } of answers) {
        expect(headers.get('www-authenticate')).toMatch(/^Bearer /);
      }
      expect(users.requests).toEqual([]);
    });
  });

  describe('403', () => {
    it('asks for orders/write', async () => {
      const refused = await place(await user(randomUUID(), [scopes.ordersRead]));
      expect(refused.status).toBe(403);
      expect(refused.headers.get('www-authenticate')).toContain('scope="orders/write"');
      expect(users.requests).toEqual([]);
    });
  });

  describe('409', () => {
    it('refuses another order under a used key', async () => {
      const headers = { ...(await user()), 'idempotency-key': 'key-3' };
      await place(headers);
      const refused = await place(headers, { ...asked, currency: 'USD' });
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ code: 'idempotency_key_reused' });
      expect(await ordersOf(headers)).toHaveLength(1);
    });
  });

  describe('422', () => {
    it('refuses a customer user-service does not know', async () => {
      users.respond = () => unknownUser;
      const headers = await machine();
      const before = await ordersOf(headers);
      const refused = await place(headers, { ...asked, customerId: randomUUID() });
      expect(refused.status).toBe(422);
      expect(refused.body).toMatchObject({ code: 'unknown_customer', status: 422 });
      expect(await ordersOf(headers)).toEqual(before);
    });
  });

  describe('5xx', () => {
    it('answers 503 when the customer cannot be checked, and stores nothing', async () => {
      users.respond = () => ({ status: 500 });
      const headers = { ...(await user()), 'idempotency-key': 'key-4' };
      const refused = await place(headers);
      expect(refused.status).toBe(503);
      expect(refused.body).toMatchObject({ code: 'customer_check_unavailable' });
      expect(refused.headers.get('retry-after')).toBe('5');
      expect(await ordersOf({ 'txn-token': headers['txn-token'] })).toEqual([]);
      users.respond = knownUser;
      const later = await place(headers);
      expect([later.status, later.headers.get('idempotent-replayed')]).toEqual([201, null]);
    });
  });
});
