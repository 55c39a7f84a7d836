/** @timeoutSeconds 60 */
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { useResources } from '@gatehouse/test-kit';
import { compiledProgram } from '@gatehouse/test-kit/internal/compiled-program';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { query } from './testing/query.js';
import { writeMigrations } from './testing/write-migrations.js';

const source = new URL('index.ts', import.meta.url);

describe('runMigrations', () => {
  const resources = useResources();
  let scratch: ScratchDatabase;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    resources.add(() => rmSync(folder, { recursive: true }));
    writeMigrations(folder, { '0000_create': 'CREATE TABLE notes (id serial PRIMARY KEY);' });
    scratch = await resources.add(
      createScratchDatabase(process.env.TEST_DATABASE_URL!),
      (database) => database.drop(),
    );
  });

  async function run(environment: Record<string, string>) {
    const script = `
      const { runMigrations } = await import('${await compiledProgram(source)}');
      const migrationsFolder = ${JSON.stringify(folder)};
      await runMigrations({ service: 'notes', migrationsFolder, environment: process.env });`;
    const options = ['--input-type=module', '-e', script];
    const child = spawn(process.execPath, options, { env: environment });
    resources.add(() => child.kill('SIGKILL'));
    const [output] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    return { code: child.exitCode, output };
  }

  it('migrates the database that a file names, for the runtime role, and exits 0', async () => {
    const file = join(folder, 'url');
    writeFileSync(file, `${scratch.url}\n`);
    const ran = await run({
      DATABASE_MIGRATION_URL_FILE: file,
      DATABASE_RUNTIME_ROLE: new URL(scratch.runtimeUrl).username,
    });
    expect(ran).toEqual({ code: 0, output: '' });
    expect(
      await query(scratch.runtimeUrl, 'INSERT INTO notes DEFAULT VALUES RETURNING id'),
    ).toEqual([{ id: 1 }]);
  });

  it('names missing settings, and exits 1', async () => {
    expect(await run({})).toEqual({
      code: 1,
      output:
        'notes migrations: The configuration is not usable:\n' +
        '  DATABASE_MIGRATION_URL: is missing\n  DATABASE_RUNTIME_ROLE: is missing\n',
    });
  });

  it('says in one sentence that the runtime role does not exist, and exits 1', async () => {
    expect(
      await run({ DATABASE_MIGRATION_URL: scratch.url, DATABASE_RUNTIME_ROLE: 'nobody' }),
    ).toEqual({
      code: 1,
      output: 'notes migrations: The runtime role does not exist in the database.\n',
    });
  });
});
