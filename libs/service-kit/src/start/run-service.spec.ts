/** @timeoutSeconds 60 */
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { loadConfig } from '@gatehouse/platform-core';
import { freePorts, startProcess, useResources } from '@gatehouse/test-kit';
import { compiledProgram } from '@gatehouse/test-kit/internal/compiled-program';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { noConnections } from '../testing/connections.js';
import { notesConfig } from '../testing/notes/notes.module.js';
import { notesService } from '../testing/notes/notes-service.js';
import { testEnvironment } from '../testing/test-environment.js';
import { startService } from './start-service.js';

const source = new URL('../testing/notes/main.ts', import.meta.url);

describe('runService', () => {
  const resources = useResources();
  let scratch: ScratchDatabase;
  let port: number;
  let main: string;

  beforeAll(async () => (main = await compiledProgram(source)));

  beforeEach(async () => {
    scratch = await resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) =>
      one.drop(),
    );
    [port = 0] = await freePorts(1);
  });

  const environmentWith = (settings: Record<string, string> = {}) => ({
    ...testEnvironment({
      databaseUrl: scratch.runtimeUrl,
      migrationUrl: scratch.url,
    }),
    PORT: `${port}`,
    ...settings,
  });
  const run = (environment: Record<string, string | undefined>, args: readonly string[] = []) => {
    return resources.add(spawn(process.execPath, [main, ...args], { env: environment }), (child) =>
      child.kill('SIGKILL'),
    );
  };
  /** The exit code and everything that is printed. */
  const ended = async (child: ReturnType<typeof run>) => {
    const [output, errors] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code: child.exitCode, output, errors };
  };

  it('serves until a signal, and then exits 0', async () => {
    const environment = environmentWith();
    const readyUrl = `http://127.0.0.1:${port}/health/ready`;
    const service = await resources.add(startProcess({ script: main, environment, readyUrl }));
    expect(await service.stop('SIGTERM')).toBe(0);
    await noConnections(scratch.url);
  });

  it.each<[string, Record<string, string>, RegExp | string]>([
    [
      'the database is away',
      { DATABASE_URL: 'postgres://role:hidden@127.0.0.1:1/none' },
      'notes-service: The database of DATABASE_URL cannot be used. The database is unavailable (ECONNREFUSED).\n',
    ],
    [
      'a migration fails',
      { FAILURE: 'migration' },
      'notes-service: The migrations could not be applied. A statement failed (42P01), and none was kept: ' +
        'ALTER TABLE "nowhere" ADD COLUMN "words" text;\n',
    ],
    [
      'the module fails',
      { FAILURE: 'module' },
      /^notes-service: TypeError: the module is broken\n(?: {4}at .+\n)+$/,
    ],
    [
      'settings are missing',
      { NODE_ENV: 'production', TXN_TOKEN_JWKS_URI: '', PEER_CLIENTS: 'abc=billing' },
      'notes-service: The configuration is not usable:\n  SECURITY_LOG_KEY: is missing\n' +
        '  COGNITO_ISSUER: is missing\n  TXN_TOKEN_JWKS_URI: is missing\n',
    ],
  ])('states the one reason and exits 1 when %s', async (_case, settings, reason) => {
    const { code, output, errors } = await ended(run(environmentWith(settings)));
    expect([code, output]).toEqual([1, '']);
    expect(errors).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
    await noConnections(scratch.url);
  });

  it('states that the port is taken and exits 1', async () => {
    const other = resources.add(createServer().listen(port, '127.0.0.1'));
    await once(other, 'listening');
    expect(await ended(run(environmentWith()))).toEqual({
      code: 1,
      output: '',
      errors: `notes-service: port ${port} is taken by another program.\n`,
    });
    await noConnections(scratch.url);
  });

  it('applies the migrations and exits 0 with the argument migrate', async () => {
    const migrations = {
      DATABASE_MIGRATION_URL: scratch.url,
      DATABASE_RUNTIME_ROLE: new URL(scratch.runtimeUrl).username,
    };
    expect(await ended(run(migrations, ['migrate']))).toEqual({ code: 0, output: '', errors: '' });
    const urls = { databaseUrl: scratch.runtimeUrl, migrationUrl: null };
    const config = loadConfig(notesConfig, testEnvironment({ ...urls }));
    await (await startService(notesService, config)).close();
  });

  it.each([[['migrate', 'now']], [['']]])('rejects the arguments %j', async (args) => {
    expect(await ended(run(environmentWith(), args))).toEqual({
      code: 1,
      output: '',
      errors: 'notes-service: the only argument is migrate.\n',
    });
  });
});
