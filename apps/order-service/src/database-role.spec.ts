import { type Order, scopes } from '@gatehouse/contracts';
import {
  acceptedSchemaChanges,
  createScratchDatabase,
  type ScratchDatabase,
  tableAccess,
} from '@gatehouse/local-database';
import { startService } from '@gatehouse/service-kit';
import { callService, FakeServer, TestGateway } from '@gatehouse/test-kit';
import { orderService } from './order-service.js';
import { testConfig } from './testing/test-config.js';
import { knownUser, tokenAnswers } from './testing/upstream-answers.js';

const asked = { currency: 'EUR', lines: [{ sku: 'TEA-1', quantity: 1, unitPrice: 350 }] };

describe("order-service's database role", () => {
  let gateway: TestGateway;
  let users: FakeServer;
  let cognito: FakeServer;
  let scratch: ScratchDatabase;

  beforeEach(async () => {
    [gateway, users, cognito, scratch] = await Promise.all([
      TestGateway.start(),
      FakeServer.start(knownUser),
      FakeServer.start(tokenAnswers()),
      createScratchDatabase(process.env.TEST_DATABASE_URL!),
    ]);
  });
  afterEach(() => Promise.all([gateway.close(), users.close(), cognito.close(), scratch.drop()]));

  /** Starts the service as its runtime role; null leaves migrations to someone else. */
  const start = (migrationUrl: string | null) =>
    startService(
      orderService,
      testConfig({
        databaseUrl: scratch.runtimeUrl,
        migrationUrl,
        gateway,
        userServiceUrl: users.url,
        tokenUrl: `${cognito.url}/oauth2/token`,
      }),
    );

  it('places, shows and cancels orders, and can change nothing of the schema', async () => {
    const service = await start(scratch.url);
    const rights = [scopes.ordersRead, scopes.ordersWrite];
    const headers = { 'txn-token': await gateway.userTxnToken('order-service', rights) };
    const call = (route: string, body?: unknown) =>
      callService(service.url, route, { headers, body });
    const placed = await call('POST /orders', asked);
    expect(placed.status).toBe(201);
    const { id } = placed.body as Order;
    expect((await call('GET /orders')).body).toMatchObject({ items: [{ id }] });
    expect((await call(`POST /orders/${id}/cancel`)).status).toBe(200);
    await service.close();
    expect(await acceptedSchemaChanges(scratch.runtimeUrl)).toEqual([]);
  });

  it('has the rows of every table, and no more', async () => {
    await (await start(scratch.url)).close();
    const access = await tableAccess(scratch.runtimeUrl);
    expect(access).not.toEqual([]);
    expect(access).toEqual(
      access.map(({ table }) => ({ table, rows: true, more: false, sequences: true })),
    );
  });

  it('starts without the migration role once the schema is current, and not before', async () => {
    await expect(start(null)).rejects.toThrow(/migrations: 0000_orders.*DATABASE_MIGRATION_URL/);
    await (await start(scratch.url)).close();
    await (await start(null)).close();
  });
});
