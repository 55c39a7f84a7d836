import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { callService, TestGateway, TestIssuer } from '@gatehouse/test-kit';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { startUserService } from './start-user-service.js';
import { testConfig } from './testing/test-config.js';

/** A way to PostgreSQL that can be shut. */
async function gateTo(target: URL) {
  const sockets = new Set<Socket>();
  const server = createServer((inside) => {
    const outside = connect(Number(target.port), target.hostname);
    for (const socket of [inside, outside]) {
      sockets.add(socket.on('error', () => socket.destroy()));
    }
    inside.pipe(outside).pipe(inside);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  const shut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { url: url.href, shut };
}

describe('startUserService', () => {
  let gateway: TestGateway;
  let issuer: TestIssuer;
  let scratch: ScratchDatabase;

  beforeAll(async () => {
    [gateway, issuer, scratch] = await Promise.all([
      TestGateway.start(),
      TestIssuer.start(),
      createScratchDatabase(process.env.TEST_DATABASE_URL!),
    ]);
  });
  afterAll(async () => {
    await Promise.all([gateway.close(), issuer.close(), scratch.drop()]);
  });

  const start = (databaseUrl = scratch.url, port = 0) => {
    const surroundings = { databaseUrl, cognitoUrl: 'http://127.0.0.1:1', gateway, pool: issuer };
    const config = testConfig({ ...surroundings, peerClientId: issuer.machineClientId });
    return startUserService({ ...config, PORT: port });
  };
  const caller = async () => ({
    'txn-token': await gateway.userTxnToken('user-service', [scopes.usersWrite]),
  });

  it('is ready without the gateway and without Cognito, and keeps what was stored', async () => {
    const first = await start();
    const health = await callService(first.url, 'GET /health/ready');
    expect([health.status, health.body]).toEqual([
      200,
      { status: 'ok', checks: { database: true, revocations: true } },
    ]);
    const body = { displayName: 'Ada' };
    await callService(first.url, 'PATCH /users/me', { headers: await caller(), body });
    await first.close();
    const second = await start();
    const kept = await callService(second.url, 'GET /users/me', { headers: await caller() });
    expect(kept.body).toMatchObject(body);
    await second.close();
  });

  it('starts any number of replicas on one new database', async () => {
    const fresh = await createScratchDatabase(process.env.TEST_DATABASE_URL!);
    const replicas = await Promise.all([start(fresh.url), start(fresh.url), start(fresh.url)]);
    expect(new Set(replicas.map(({ url }) => url)).size).toBe(3);
    await Promise.all(replicas.map((replica) => replica.close()));
    await fresh.drop();
  });

  it('gives a taken port up without leaving connections behind', async () => {
    const service = await start();
    const port = Number(new URL(service.url).port);
    await expect(start(scratch.url, port)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    await service.close();
  });

  it('answers 503 and is not ready while its database is away', async () => {
    const gate = await gateTo(new URL(scratch.url));
    const service = await start(gate.url);
    await gate.shut();
    const refused = await callService(service.url, 'GET /users/me', { headers: await caller() });
    expect(refused.status).toBe(503);
    expect(refused.body).toMatchObject({ code: 'database_unavailable' });
    expect(refused.headers.get('retry-after')).toBe('5');
    const health = await callService(service.url, 'GET /health/ready');
    expect([health.status, health.body]).toEqual([
      503,
      { status: 'unavailable', checks: { database: false, revocations: true } },
    ]);
    expect((await callService(service.url, 'GET /health/live')).status).toBe(200);
    await service.close();
  });
});
