import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { startService } from '@gatehouse/service-kit';
import { callService, FakeServer, TestGateway, useResources } from '@gatehouse/test-kit';
import type { OrderServiceConfig } from './config.js';
import { orderService } from './order-service.js';
import { testConfig } from './testing/test-config.js';
import { knownUser, tokenAnswers } from './testing/upstream-answers.js';

const asked = { currency: 'EUR', lines: [{ sku: 'TEA-1', quantity: 1, unitPrice: 350 }] };

describe('order-service', () => {
  const resources = useResources();
  let gateway: TestGateway;
  let users: FakeServer;
  let cognito: FakeServer;
  let scratch: ScratchDatabase;

  beforeAll(async () => {
    [gateway, users, cognito, scratch] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(FakeServer.start(knownUser)),
      resources.add(FakeServer.start(tokenAnswers())),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (scratch) =>
        scratch.drop(),
      ),
    ]);
  });

  const start = (jwksUri = gateway.jwksUri, changes: Partial<OrderServiceConfig> = {}) =>
    resources.add(
      startService(orderService, {
        ...testConfig({
          databaseUrl: scratch.url,
          gateway: { issuer: gateway.issuer, jwksUri },
          userServiceUrl: users.url,
          tokenUrl: cognito.url,
        }),
        ...changes,
      }),
    );
  const caller = async () => ({
    'txn-token': await gateway.userTxnToken('order-service', [
      scopes.ordersRead,
      scopes.ordersWrite,
    ]),
  });

  it('is ready without the gateway, and then answers 503 and not 401', async () => {
    const service = await start('http://127.0.0.1:1/jwks.json');
    const health = await callService(service.url, 'GET /health/ready');
    expect([health.status, health.body]).toEqual([
      200,
      { status: 'ok', checks: { database: true, erasures: true } },
    ]);
    const refused = await callService(service.url, 'GET /orders', { headers: await caller() });
    expect(refused.status).toBe(503);
  });

  it('keeps orders over a restart', async () => {
    const first = await start();
    const placed = await callService(first.url, 'POST /orders', {
      headers: await caller(),
      body: asked,
    });
    await first.close();
    const second = await start();
    const path = placed.headers.get('location') ?? '';
    const found = await callService(second.url, `GET ${path}`, { headers: await caller() });
    expect([found.status, found.body]).toEqual([200, placed.body]);
  });

  it('gets its tokens by the next client secret once Cognito takes the first no more', async () => {
    const next = `Basic ${Buffer.from('orderserviceclient00000000:next').toString('base64')}`;
    const grant = tokenAnswers();
    cognito.respond = ({ headers }) =>
      headers.authorization === next ? grant() : { status: 400, body: { error: 'invalid_client' } };
    const service = await start(gateway.jwksUri, { COGNITO_CLIENT_SECRET_NEXT: 'next' });
    const headers = await caller();
    expect((await callService(service.url, 'POST /orders', { headers, body: asked })).status).toBe(
      201,
    );
    await service.close();
    cognito.respond = grant;
  });

  it('finishes what is under way when it ends, with its database still there', async () => {
    const service = await start();
    let closing: Promise<void> | undefined;
    users.respond = (request) => {
      closing = service.close();
      return knownUser(request);
    };
    const headers = await caller();
    const placed = await callService(service.url, 'POST /orders', { headers, body: asked });
    expect(placed.status).toBe(201);
    await closing;
    users.respond = knownUser;
  });
});
