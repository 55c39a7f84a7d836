import { type Order, scopes } from '@gatehouse/contracts';
import {
  acceptedSchemaChanges,
  createScratchDatabase,
  type ScratchDatabase,
} from '@gatehouse/local-database';
import { startService } from '@gatehouse/service-kit';
import { describeDatabase } from '@gatehouse/service-kit/testing';
import { callService, FakeServer, TestGateway, useResources } from '@gatehouse/test-kit';
import { orderService } from './order-service.js';
import { testConfig } from './testing/test-config.js';
import { knownUser, tokenAnswers } from './testing/upstream-answers.js';

const asked = { currency: 'EUR', lines: [{ sku: 'TEA-1', quantity: 1, unitPrice: 350 }] };

describeDatabase({
  service: orderService,
  config: (urls) => testConfig(urls),
  serverUrl: process.env.TEST_DATABASE_URL!,
});

describe("order-service's database role", () => {
  const resources = useResources();
  let gateway: TestGateway;
  let users: FakeServer;
  let cognito: FakeServer;
  let scratch: ScratchDatabase;

  beforeEach(async () => {
    [gateway, users, cognito, scratch] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(FakeServer.start(knownUser)),
      resources.add(FakeServer.start(tokenAnswers())),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (scratch) =>
        scratch.drop(),
      ),
    ]);
  });

  /** Starts the service as its runtime role. */
  const start = () =>
    resources.add(
      startService(
        orderService,
        testConfig({
          databaseUrl: scratch.runtimeUrl,
          migrationUrl: scratch.url,
          gateway,
          userServiceUrl: users.url,
          tokenUrl: `${cognito.url}/oauth2/token`,
        }),
      ),
    );

  it('places, shows and cancels orders, and can change nothing of the schema', async () => {
    const service = await start();
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
});
