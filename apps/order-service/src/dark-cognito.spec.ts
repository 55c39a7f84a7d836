import { spyOn } from 'jest-mock';
import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { type RunningService, startService } from '@gatehouse/service-kit';
import { callService, FakeClock, FakeServer, TestGateway, useResources } from '@gatehouse/test-kit';
import { orderService } from './order-service.js';
import { testConfig } from './testing/test-config.js';
import { knownUser, tokenAnswers } from './testing/upstream-answers.js';

const asked = { currency: 'EUR', lines: [{ sku: 'TEA-1', quantity: 1, unitPrice: 350 }] };
const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

describe('order-service with Cognito dark for an hour', () => {
  const resources = useResources();
  let gateway: TestGateway;
  let users: FakeServer;
  let cognito: FakeServer;
  let scratch: ScratchDatabase;
  let service: RunningService;
  const clock = new FakeClock();
  const started = clock.nowMilliseconds();
  const secondsSinceStart = () => (clock.nowMilliseconds() - started) / 1_000;

  beforeAll(async () => {
    // The one source of the present, of the services as of the tests' tokens.
    const now = spyOn(Date, 'now').mockImplementation(() => clock.nowMilliseconds());
    resources.add(() => now.mockRestore());
    [gateway, users, cognito, scratch] = await Promise.all([
      resources.add(TestGateway.start({ clock })),
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

  const place = async () => {
    const rights = [scopes.ordersRead, scopes.ordersWrite];
    const headers = {
      'txn-token': await gateway.userTxnToken('order-service', rights),
      traceparent,
    };
    return callService(service.url, 'POST /orders', { headers, body: asked });
  };

  it('places every order while its token lives, then fails fast with 503 until Cognito is back', async () => {
    expect((await place()).status).toBe(201);
    expect(users.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      traceparent,
    });
    cognito.respond = () => 'drop';
    clock.advanceSeconds(60);
    while (secondsSinceStart() < 3_570) {
      expect((await place()).status).toBe(201);
      clock.advanceSeconds(90);
    }
    expect(cognito.requests.length).toBeGreaterThan(1);
    expect(new Set(users.requests.map(({ headers }) => headers.authorization)).size).toBe(1);

    clock.advanceSeconds(3_600 - secondsSinceStart());
    const asked = cognito.requests.length;
    for (let call = 0; call < 10; call += 1) {
      const refused = await place();
      expect([refused.status, refused.body]).toEqual([
        503,
        expect.objectContaining({ code: 'customer_check_unavailable' }),
      ]);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(cognito.requests.length - asked).toBeLessThan(3);

    cognito.respond = () => ({
      body: { access_token: 'token-2', token_type: 'Bearer', expires_in: 3600 },
    });
    clock.advanceSeconds(31);
    expect((await place()).status).toBe(201);
    expect(users.requests.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });
});
