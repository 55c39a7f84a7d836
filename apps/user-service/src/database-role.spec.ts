import { scopes } from '@gatehouse/contracts';
import {
  acceptedSchemaChanges,
  createScratchDatabase,
  type ScratchDatabase,
} from '@gatehouse/local-database';
import { createDatabase } from '@gatehouse/persistence';
import { startService } from '@gatehouse/service-kit';
import { describeDatabase } from '@gatehouse/service-kit/testing';
import {
  callService,
  FakeServer,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { sql } from 'drizzle-orm';
import { userService } from './user-service.js';
import { testConfig } from './testing/test-config.js';

describeDatabase({
  service: userService,
  config: (urls) => testConfig(urls),
  serverUrl: process.env.TEST_DATABASE_URL!,
});

describe("user-service's database role", () => {
  const resources = useResources();
  let gateway: TestGateway;
  let issuer: TestIssuer;
  let cognito: FakeServer;
  let scratch: ScratchDatabase;

  beforeEach(async () => {
    [gateway, issuer, cognito, scratch] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(TestIssuer.start()),
      resources.add(FakeServer.start(() => 'drop')),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (scratch) =>
        scratch.drop(),
      ),
    ]);
  });

  /** Starts the service as its runtime role. */
  const start = () =>
    resources.add(
      startService(
        userService,
        testConfig({
          databaseUrl: scratch.runtimeUrl,
          migrationUrl: scratch.url,
          cognitoUrl: cognito.url,
          gateway,
          pool: issuer,
          peerClientId: issuer.machineClientId,
        }),
      ),
    );

  it('creates and changes profiles, and can change nothing of the schema', async () => {
    const service = await start();
    const headers = {
      'txn-token': await gateway.userTxnToken('user-service', [scopes.usersWrite]),
    };
    const changed = await callService(service.url, 'PATCH /users/me', {
      headers,
      body: { displayName: 'Ada' },
    });
    expect([changed.status, changed.body]).toMatchObject([200, { displayName: 'Ada' }]);
    await service.close();
    expect(await acceptedSchemaChanges(scratch.runtimeUrl)).toEqual([]);
  });

  it('stores and removes revocations, whose ids come from a sequence', async () => {
    await (await start()).close();
    const database = await resources.add(createDatabase({ url: scratch.runtimeUrl, schema: {} }));
    const execute = async (statement: ReturnType<typeof sql>) =>
      (await database.run((queries) => queries.execute(statement))).rowCount;
    const added = sql`INSERT INTO revocations (kind, pool_id, origin_jti, expires_at)
      VALUES ('session', 'eu-west-1_TestPool1', 'session', now())`;
    expect(await execute(added)).toBe(1);
    expect(await execute(sql`DELETE FROM revocations`)).toBe(1);
  });
});
