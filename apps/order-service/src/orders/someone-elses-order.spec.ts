import { randomUUID } from 'node:crypto';
import { type Order, scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { createDatabase } from '@gatehouse/persistence';
import { type RunningService, startService } from '@gatehouse/service-kit';
import { callService, FakeServer, TestGateway, useResources } from '@gatehouse/test-kit';
import * as schema from '../schema.js';
import { orderService } from '../order-service.js';
import { testConfig } from '../testing/test-config.js';
import { knownUser, tokenAnswers } from '../testing/upstream-answers.js';
import { orderLines } from './order-lines.table.js';
import { orders } from './orders.table.js';

const verbs = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS'];
const all: readonly string[] = Object.values(scopes).filter(
  (scope) => scope !== scopes.ordersReadAll,
);
const asked = {
  currency: 'EUR',
  lines: [{ sku: 'TEA-1', quantity: 1, unitPrice: 350 }],
  note: 'Behind the blue door',
};

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
  service = await resources.add(
    startService(orderService, testConfig({ databaseUrl: scratch.url, gateway, ...upstreams })),
  );
  database = await resources.add(createDatabase({ url: scratch.url, schema }));
});

const pool = 'eu-west-1_TestPool1';
const owner = randomUUID();
const user = async (sub: string, { poolId = pool, held = all, signIn = {} } = {}) => ({
  'txn-token': await gateway.userTxnToken('order-service', held, {
    claims: { sub },
    context: { pool_id: poolId, ...signIn },
  }),
});
const support = (signIn: object) =>
  user(randomUUID(), { held: [...all, scopes.ordersReadAll], signIn });
/** Everyone who might ask for the order and isn't its owner, with every right but that to see all orders. */
const strangers: Record<string, () => Promise<Record<string, string>>> = {
  'another user': () => user(randomUUID()),
  'the same sub in another pool': () => user(owner, { poolId: 'eu-west-1_OtherPool' }),
  'support of another pool': () =>
    user(randomUUID(), { poolId: 'eu-west-1_OtherPool', held: [...all, scopes.ordersReadAll] }),
  'support with a password alone': () => support({ acr: 'urn:cognito:loa:1' }),
  'support whose level of sign-in is unknown': () => support({ acr: undefined }),
  'support whose sign-in is a day old': () => support({ auth_time: gateway.now() - 86_400 }),
  'a machine': async () => ({
    'txn-token': await gateway.machineTxnToken('order-service', all),
  }),
  'a user who says to be the owner': async () => ({
    ...(await user(randomUUID())),
    'x-user-id': owner,
    'x-forwarded-user': owner,
    'x-http-method-override': 'DELETE',
  }),
};

/** Every row there is. */
const everything = () =>
  database.run(async (queries) => ({
    orders: await queries.select().from(orders),
    lines: await queries.select().from(orderLines),
  }));

const place = async (): Promise<Order> => {
  const headers = await user(owner);
  return (await callService(service.url, 'POST /orders', { headers, body: asked })).body as Order;
};

describe("someone else's order", () => {
  it.each(Object.keys(strangers))('does not exist for %s, with any verb', async (stranger) => {
    const { id } = await place();
    const headers = await strangers[stranger]!();
    const seen = await callService(service.url, `GET /orders/${id}`, {
      headers: await user(owner),
    });
    expect(seen.body).toMatchObject({ id, placedBy: owner, ...asked });
    const before = await everything();
    for (const verb of verbs) {
      for (const path of [`/orders/${id}`, `/orders/${id}/cancel`, `/orders/${id}/`]) {
        const body = ['GET', 'HEAD'].includes(verb)
          ? undefined
          : { id, state: 'cancelled', ownerSub: 'me', customerId: 'me', lines: [] };
        const answer = await callService(service.url, `${verb} ${path}`, { headers, body });
        expect([verb, path, answer.status]).toEqual([verb, path, 404]);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        const shown = JSON.stringify(answer.body ?? {});
        for (const part of [owner, 'TEA-1', 'blue door']) expect(shown).not.toContain(part);
      }
    }
    expect(await everything()).toEqual(before);
  });

  it('can be seen by support, and with no verb changed', async () => {
    const { id } = await place();
    const headers = await support({});
    const before = await everything();
    const statuses: Record<string, number> = {};
    for (const verb of verbs) {
      const body = ['GET', 'HEAD'].includes(verb) ? undefined : { state: 'cancelled' };
      const options = { headers, body };
      statuses[verb] = (await callService(service.url, `${verb} /orders/${id}`, options)).status;
    }
    const none = { PUT: 404, PATCH: 404, POST: 404, DELETE: 404, OPTIONS: 404 };
    expect(statuses).toEqual({ GET: 200, HEAD: 200, ...none });
    const cancel = await callService(service.url, `POST /orders/${id}/cancel`, { headers });
    expect([cancel.status, cancel.body]).toEqual([
      403,
      expect.objectContaining({ code: 'not_the_owner' }),
    ]);
    expect(await everything()).toEqual(before);
  });
});
