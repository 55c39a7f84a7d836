import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { startService } from '@gatehouse/service-kit';
import { callService, TestGateway, TestIssuer, useResources } from '@gatehouse/test-kit';
import { userService } from './user-service.js';
import { testConfig } from './testing/test-config.js';

describe('user-service', () => {
  const resources = useResources();
  let gateway: TestGateway;
  let issuer: TestIssuer;
  let scratch: ScratchDatabase;

  beforeAll(async () => {
    [gateway, issuer, scratch] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(TestIssuer.start()),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) => one.drop()),
    ]);
  });

  const start = () =>
    resources.add(
      startService(
        userService,
        testConfig({
          databaseUrl: scratch.url,
          cognitoUrl: 'http://127.0.0.1:1',
          gateway,
          pool: issuer,
          peerClientId: issuer.machineClientId,
        }),
      ),
    );
  const caller = async () => ({
    'txn-token': await gateway.userTxnToken('user-service', [scopes.usersWrite]),
  });

  it('is ready without the gateway and without Cognito, and keeps what was stored', async () => {
    const first = await start();
    const health = await callService(first.url, 'GET /health/ready');
    expect([health.status, health.body]).toEqual([
      200,
      { status: 'ok', checks: { database: true, revocations: true, mail: true, erasures: true } },
    ]);
    const body = { displayName: 'Ada' };
    await callService(first.url, 'PATCH /users/me', { headers: await caller(), body });
    await first.close();
    const second = await start();
    const kept = await callService(second.url, 'GET /users/me', { headers: await caller() });
    expect(kept.body).toMatchObject(body);
  });
});
