import { createHmac, randomUUID } from 'node:crypto';
import { type Order, scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { createLogger } from '@gatehouse/platform-core';
import { type RunningService, startService } from '@gatehouse/service-kit';
import { callService, FakeServer, TestGateway, useResources } from '@gatehouse/test-kit';
import { orderService } from './order-service.js';
import { testConfig } from './testing/test-config.js';
import { knownUser, tokenAnswers } from './testing/upstream-answers.js';

const key = 'a key that all apps of this test share';
const poolId = 'eu-west-1_TestPool1';
const clientAddress = '203.0.113.9';
const [owner, supporter] = [randomUUID(), randomUUID()];

const resources = useResources();
let gateway: TestGateway;
let users: FakeServer;
let cognito: FakeServer;
let scratch: ScratchDatabase;
let service: RunningService;
const output: string[] = [];

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
  const config = testConfig({ databaseUrl: scratch.url, gateway, ...upstreams });
  // The default level, as a deployment has it that sets none.
  const logger = createLogger('order-service', undefined, { write: (line) => output.push(line) });
  service = await resources.add(
    startService(orderService, { ...config, SECURITY_LOG_KEY: key }, { logger }),
  );
});
beforeEach(() => (output.length = 0));

const user = async (sub: string, held: readonly string[], signIn: object = {}) => ({
  'txn-token': await gateway.userTxnToken('order-service', held, {
    claims: { sub, rctx: { req_ip: clientAddress } },
    context: { ...signIn },
  }),
});
const call = (route: string, headers: Record<string, string>, body?: object) =>
  callService(service.url, route, {
    headers: { 'x-forwarded-for': '198.51.100.7', ...headers },
    body,
  });
const actorOf = (sub: string) =>
  createHmac('sha256', key)
    .update(JSON.stringify(['gatehouse security event', 'subject', poolId, sub]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');

const events = () =>
  output
    .map((text) => JSON.parse(text) as Record<string, unknown>)
    .filter(({ event, msg }) => event !== undefined && msg !== 'refused');

describe('a rejected request', () => {
  it.each([
    [
      'without a proof',
      () => Promise.resolve({}),
      401,
      { reason: 'missing_token', clientAddress: '127.0.0.1' },
    ],
    [
      'with a proof that is not one',
      () => Promise.resolve({ 'txn-token': 'no.txn.token' }),
      401,
      { reason: 'malformed', clientAddress: '127.0.0.1' },
    ],
    [
      'without the scope',
      () => user(owner, [scopes.ordersWrite]),
      403,
      { reason: 'insufficient_scope', clientAddress, actor: actorOf(owner) },
    ],
    [
      'of staff without a second factor',
      () => user(supporter, [scopes.ordersReadAll], { acr: 'urn:cognito:loa:1' }),
      401,
      { reason: 'insufficient_user_authentication', clientAddress, actor: actorOf(supporter) },
    ],
  ])('is one event at the default level: %s', async (_how, proof, status, line) => {
    const headers = await proof();
    const answer = await call('GET /orders', headers);
    expect(answer.status).toBe(status);
    expect(events()).toHaveLength(1);
    const common = { level: 'info', event: 'request.rejected', outcome: 'failure', status };
    const requestId = answer.headers.get('x-request-id');
    expect(events()[0]).toMatchObject({ ...common, requestId, ...line });
    const text = output.join('');
    for (const secret of [owner, ...Object.values(headers)]) expect(text).not.toContain(secret);
  });

  it('is an event, too, when the owner of a row rejects it', async () => {
    const order = { currency: 'EUR', lines: [{ sku: 'TEA-1', quantity: 1, unitPrice: 350 }] };
    const placed = await call('POST /orders', await user(owner, [scopes.ordersWrite]), order);
    expect(placed.status).toBe(201);
    expect(events()).toEqual([]);
    const { id } = placed.body as Order;
    const seesAll = [scopes.ordersReadAll, scopes.ordersRead, scopes.ordersWrite];
    const answer = await call(`POST /orders/${id}/cancel`, await user(supporter, seesAll));
    expect(answer.status).toBe(403);
    expect(events()).toMatchObject([
      {
        event: 'request.rejected',
        reason: 'not_the_owner',
        actor: actorOf(supporter),
        clientAddress,
      },
    ]);
    for (const secret of [owner, supporter, id]) expect(output.join('')).not.toContain(secret);
  });
});
