import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { loadConfig } from '@gatehouse/platform-core';
import { callService, freePorts, TestGateway, useResources } from '@gatehouse/test-kit';
import { gateTo } from '../testing/gate.js';
import { notesConfig } from '../testing/notes/notes.module.js';
import { notesService } from '../testing/notes/notes-service.js';
import { testEnvironment } from '../testing/test-environment.js';
import { startService } from './start-service.js';

describe('startService', () => {
  const resources = useResources();
  let gateway: TestGateway;
  let scratch: ScratchDatabase;
  let port: number;

  beforeAll(async () => {
    gateway = await resources.add(TestGateway.start());
  });
  beforeEach(async () => {
    scratch = await resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) =>
      one.drop(),
    );
    [port = 0] = await freePorts(1);
  });

  const configWith = (settings: Record<string, string | undefined> = {}) => {
    const urls = { databaseUrl: scratch.runtimeUrl, migrationUrl: scratch.url };
    const environment = testEnvironment({ ...urls, gateway });
    return loadConfig(notesConfig, { ...environment, PORT: `${port}`, ...settings });
  };
  const start = (changes: Partial<typeof notesService> = {}, settings = {}) =>
    resources.add(startService({ ...notesService, ...changes }, configWith(settings)));
  const caller = async () => ({
    'txn-token': await gateway.userTxnToken('notes-service', [
      scopes.ordersRead,
      scopes.ordersWrite,
    ]),
  });

  /** The service with one more provider in its module. */
  const withProvider = (provider: object) => ({
    module: (...parts: Parameters<typeof notesService.module>) => {
      const module = notesService.module(...parts);
      const added = { provide: 'added', useValue: provider };
      return { ...module, providers: [...(module.providers ?? []), added] };
    },
  });

  it('migrates as the role that owns the schema, and serves as the other one', async () => {
    const service = await start();
    const headers = await caller();
    const body = { words: 'kept' };
    const added = await callService(service.url, 'POST /notes', { headers, body });
    expect([added.status, added.body]).toEqual([201, body]);
    await service.close();
    const again = await start({}, { DATABASE_MIGRATION_URL: undefined });
    const listed = await callService(again.url, 'GET /notes', { headers });
    expect([listed.status, listed.body]).toEqual([200, [body]]);
  });

  it('creates the module once the schema is there', async () => {
    let rows: unknown;
    const reading: typeof notesService.module = (config, database) => {
      const onModuleInit = async () => {
        rows = await database.run((queries) => queries.query.notes.findMany());
      };
      return withProvider({ onModuleInit }).module(config, database);
    };
    await (await start({ module: reading })).close();
    expect(rows).toEqual([]);
  });

  it('starts any number of replicas on one new database', async () => {
    const replicas = await Promise.all([1, 2, 3].map(() => start({}, { PORT: '0' })));
    expect(new Set(replicas.map(({ url }) => url)).size).toBe(3);
  });

  it('reports what the service adds to its health, and the database always', async () => {
    const service = await start({
      health: () => ({
        checks: { store: () => Promise.resolve(true), database: () => Promise.resolve(true) },
        reports: { peers: () => false },
      }),
    });
    const ready = () => callService(service.url, 'GET /health/ready');
    expect((await ready()).body).toEqual({
      status: 'degraded',
      checks: { store: true, database: true, peers: false },
    });
  });

  it('answers 503 and is not ready while its database is away', async () => {
    const gate = await resources.add(gateTo(scratch.runtimeUrl), (one) => one.shut());
    const service = await start(
      { health: () => ({ checks: { database: () => Promise.resolve(true) } }) },
      { DATABASE_URL: gate.url },
    );
    await gate.shut();
    const refused = await callService(service.url, 'GET /notes', { headers: await caller() });
    expect(refused.status).toBe(503);
    expect(refused.body).toMatchObject({ code: 'database_unavailable' });
    expect(refused.headers.get('retry-after')).toBe('5');
    const health = await callService(service.url, 'GET /health/ready');
    expect([health.status, health.body]).toEqual([
      503,
      { status: 'unavailable', checks: { database: false } },
    ]);
    expect((await callService(service.url, 'GET /health/live')).status).toBe(200);
  });
});
