/** @timeoutSeconds 60 */
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { ConfigError, createLogger, loadConfig, StartError } from '@gatehouse/platform-core';
import { callService, freePorts, useResources } from '@gatehouse/test-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { noConnections } from '../testing/connections.js';
import { notesConfig, NotesModule } from '../testing/notes/notes.module.js';
import { failingMigrations, notesService } from '../testing/notes/notes-service.js';
import { testEnvironment } from '../testing/test-environment.js';
import { startService } from './start-service.js';

type Service = typeof notesService;

/** One way to fail, with what the start then rejects with. */
interface Failure {
  readonly service?: Partial<Service>;
  readonly settings?: (scratch: ScratchDatabase) => Record<string, string | undefined>;
  readonly error: object;
  /** How often the hooks of the app that end it run. */
  readonly appCloses: number;
}

const broken = new TypeError('broken');
let closes: string[];

/** The module with a provider that has these hooks, and that records when Nest ends it. */
function moduleWith(hooks: object): Pick<Service, 'module'> {
  const provider = {
    onModuleDestroy: () => closes.push('app begins to close'),
    onApplicationShutdown: () => closes.push('app is closed'),
    ...hooks,
  };
  return {
    module: (config, database) => {
      const close = database.close.bind(database);
      database.close = () => {
        closes.push('database begins to close');
        return close();
      };
      const module = notesService.module(config, database);
      const added = { provide: 'added', useValue: provider };
      return { ...module, providers: [...(module.providers ?? []), added] };
    },
  };
}

const reject = () => Promise.reject(broken);

/** A service whose server cannot be closed. */
const stuck: Pick<Service, 'health'> = {
  health: (app) => {
    const server = (app as NestFastifyApplication).getHttpAdapter().getInstance();
    server.addHook('onClose', () => Promise.reject(new Error('stuck')));
    return {};
  },
};

const failures: Record<string, Failure> = {
  'the database is away': {
    settings: () => ({ DATABASE_URL: 'postgres://role:hidden@127.0.0.1:1/none' }),
    error: {
      name: 'StartError',
      message:
        'The database of DATABASE_URL cannot be used. The database is unavailable (ECONNREFUSED).',
    },
    appCloses: 0,
  },
  'the database rejects the role': {
    settings: ({ runtimeUrl }) => ({ DATABASE_URL: runtimeUrl.replace(/:[^:@]+@/, ':hidden@') }),
    error: {
      name: 'StartError',
      message: expect.stringMatching(/^The database .*28P01/) as string,
    },
    appCloses: 0,
  },
  'the database of the migration role is away': {
    settings: () => ({ DATABASE_MIGRATION_URL: 'postgres://role:hidden@127.0.0.1:1/none' }),
    error: {
      name: 'StartError',
      message: 'The migrations could not be applied. The database is unavailable (ECONNREFUSED).',
    },
    appCloses: 0,
  },
  'a migration fails': {
    service: { migrations: failingMigrations },
    error: {
      name: 'StartError',
      message:
        'The migrations could not be applied. A statement failed (42P01), and none was kept: ' +
        'ALTER TABLE "nowhere" ADD COLUMN "words" text;',
    },
    appCloses: 0,
  },
  'a migration is missing': {
    settings: () => ({ DATABASE_MIGRATION_URL: undefined }),
    error: { name: 'StartError', message: expect.stringContaining('0000_notes') as string },
    appCloses: 0,
  },
  'there are no migrations': {
    service: { migrations: new URL('nowhere', import.meta.url) },
    error: { name: 'StartError', message: expect.stringContaining('_journal.json') as string },
    appCloses: 0,
  },
  'the module cannot be composed': {
    service: {
      module: () => {
        throw broken;
      },
    },
    error: broken,
    appCloses: 0,
  },
  'Nest cannot create the module': {
    service: {
      module: (...parts) => ({ ...notesService.module(...parts), providers: [] }),
    },
    error: { message: expect.stringContaining("can't resolve dependencies") as string },
    appCloses: 0,
  },
  'a provider cannot be created': {
    service: {
      module: (...parts) => {
        const module = notesService.module(...parts);
        const added = { provide: 'added', useFactory: reject };
        return { ...module, providers: [...(module.providers ?? []), added] };
      },
    },
    error: broken,
    appCloses: 0,
  },
  'the module leaves its routes open': {
    service: { module: () => ({ module: NotesModule }) },
    error: {
      name: 'StartError',
      message: 'The module of notes-service does not import ServiceModule.',
    },
    appCloses: 0,
  },
  'its health sources cannot be created': {
    service: {
      ...moduleWith({}),
      health: () => {
        throw broken;
      },
    },
    error: broken,
    appCloses: 1,
  },
  'a module cannot initialize': {
    service: moduleWith({ onModuleInit: reject }),
    error: broken,
    appCloses: 1,
  },
  'a module cannot begin its work': {
    service: moduleWith({ onApplicationBootstrap: reject }),
    error: broken,
    appCloses: 1,
  },
  'the host is not of this machine': {
    service: moduleWith({}),
    settings: () => ({ HOST: '192.0.2.1' }),
    error: { code: 'EADDRNOTAVAIL' },
    appCloses: 1,
  },
};

describe('a start that fails', () => {
  const resources = useResources();
  let scratch: ScratchDatabase;
  let port: number;

  beforeEach(async () => {
    closes = [];
    scratch = await resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) =>
      one.drop(),
    );
    [port = 0] = await freePorts(1);
  });

  const configWith = (settings: Record<string, string | undefined> = {}) => {
    const urls = { databaseUrl: scratch.runtimeUrl, migrationUrl: scratch.url };
    const environment = testEnvironment({ ...urls });
    return loadConfig(notesConfig, { ...environment, PORT: `${port}`, ...settings });
  };
  /** What the start of a sound service does on the same database and port. */
  const startsAgain = async () => {
    const service = await resources.add(startService(notesService, configWith()));
    expect((await callService(service.url, 'GET /health/ready')).status).toBe(200);
    await service.close();
  };
  const closed = ['app begins to close', 'app is closed', 'database begins to close'];

  it.each(Object.entries(failures))(
    'because %s rejects with the cause and leaves nothing open',
    async (_name, { service, settings, error, appCloses }) => {
      const config = configWith(settings?.(scratch));
      const starting = resources.add(startService({ ...notesService, ...service }, config));
      await expect(starting).rejects.toMatchObject(error);
      await noConnections(scratch.url);
      expect(closes).toEqual(appCloses === 1 ? closed : []);
      await startsAgain();
      await noConnections(scratch.url);
    },
  );

  it('because the port is taken rejects with the cause and leaves nothing open', async () => {
    const other = resources.add(createServer().listen(port, '127.0.0.1'));
    await once(other, 'listening');
    const starting = resources.add(
      startService({ ...notesService, ...moduleWith({}) }, configWith()),
    );
    await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    await noConnections(scratch.url);
    expect(closes).toEqual(closed);
    other.close();
    await once(other, 'close');
    await startsAgain();
  });

  it('rejects with the cause also when the app cannot be closed', async () => {
    const service = { ...notesService, ...moduleWith({ onModuleInit: reject }), ...stuck };
    const lines: string[] = [];
    const logger = createLogger('notes', undefined, { write: (line) => lines.push(line) });
    const starting = resources.add(startService(service, configWith(), { logger }));
    await expect(starting).rejects.toBe(broken);
    expect(lines.join()).toContain('a failed start could not close everything');
    await noConnections(scratch.url);
  });

  it('opens nothing without the key that production requires', async () => {
    const config = configWith({
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://role:hidden@127.0.0.1:1/none',
    });
    const starting = resources.add(startService(notesService, config));
    await expect(starting).rejects.toBeInstanceOf(ConfigError);
  });

  it('quotes no password', async () => {
    const settings = { DATABASE_URL: 'postgres://role:hidden@127.0.0.1:1/none' };
    const error: unknown = await startService(notesService, configWith(settings)).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StartError);
    expect(String((error as Error).stack)).not.toContain('hidden');
  });
});

describe('a started service', () => {
  const resources = useResources();
  let scratch: ScratchDatabase;
  beforeEach(async () => {
    closes = [];
    scratch = await resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) =>
      one.drop(),
    );
  });

  const start = (changes: Partial<Service> = {}) => {
    const environment = testEnvironment({ databaseUrl: scratch.url });
    return startService(
      { ...notesService, ...moduleWith({}), ...changes },
      loadConfig(notesConfig, environment),
    );
  };

  it('closes its app before its database, each once, however often it is closed', async () => {
    const service = await start();
    await Promise.all([service.close(), service.close()]);
    await service.close();
    expect(closes).toEqual(['app begins to close', 'app is closed', 'database begins to close']);
    await noConnections(scratch.url);
  });

  it('closes its database also when its app cannot be closed', async () => {
    const service = await start(stuck);
    await expect(service.close()).rejects.toThrow('stuck');
    expect(closes.at(-1)).toBe('database begins to close');
    await noConnections(scratch.url);
  });
});
