import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { type Logger, StartError } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, migrate, prepareSchema } from './index.js';
import { query } from './testing/query.js';
import { writeMigrations } from './testing/write-migrations.js';

const first = { '0000_create': 'CREATE TABLE notes (id serial PRIMARY KEY);' };
const both = { ...first, '0001_more': 'ALTER TABLE notes ADD COLUMN words text;' };

describe('prepareSchema', () => {
  const resources = useResources();
  let scratch: ScratchDatabase;
  let folder: string;
  let warnings: string[];

  beforeEach(async () => {
    warnings = [];
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    resources.add(() => rmSync(folder, { recursive: true }));
    scratch = await resources.add(
      createScratchDatabase(process.env.TEST_DATABASE_URL!),
      (database) => database.drop(),
    );
  });

  /** Prepares the schema as a service does that connects with `url`. */
  async function prepare(url: string, migrationUrl?: string): Promise<void> {
    const warn = (_fields: unknown, message: string) => warnings.push(message);
    const logger = { warn } as unknown as Logger;
    const limits = { startTimeoutSeconds: 0 };
    const database = await resources.add(createDatabase({ url, schema: {}, logger, limits }));
    const options = migrationUrl === undefined ? {} : { migrationUrl };
    await prepareSchema(database, { migrationsFolder: folder, ...options }).finally(() =>
      database.close(),
    );
  }
  const migrated = () =>
    migrate({
      url: scratch.url,
      migrationsFolder: folder,
      runtimeRole: new URL(scratch.runtimeUrl).username,
    });

  it('applies what is missing with the URL of the migration role, and leaves no connection of it', async () => {
    writeMigrations(folder, both);
    await prepare(scratch.runtimeUrl, scratch.url);
    await query(scratch.runtimeUrl, "INSERT INTO notes (words) VALUES ('kept')");
    const connections = await query(
      scratch.url,
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    expect(connections).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('accepts a current schema without that URL, a newer one too', async () => {
    writeMigrations(folder, both);
    await migrated();
    await prepare(scratch.runtimeUrl);
    writeMigrations(folder, first);
    await prepare(scratch.runtimeUrl);
    expect(warnings).toEqual([]);
  });

  it('rejects a schema that was never migrated, and changes nothing', async () => {
    writeMigrations(folder, first);
    const preparing = prepare(scratch.runtimeUrl);
    await expect(preparing).rejects.toBeInstanceOf(StartError);
    await expect(preparing).rejects.toThrow(
      /had these migrations: 0000_create\..*DATABASE_MIGRATION_URL/,
    );
    expect(await query(scratch.url, "SELECT to_regclass('notes') AS found")).toEqual([
      { found: null },
    ]);
  });

  it('rejects a schema that lacks a migration, and names it', async () => {
    writeMigrations(folder, first);
    await migrated();
    writeMigrations(folder, both);
    await expect(prepare(scratch.runtimeUrl)).rejects.toThrow('these migrations: 0001_more.');
  });

  it('rejects a role that may not read the record of migrations', async () => {
    writeMigrations(folder, first);
    await migrated();
    await query(
      scratch.url,
      `REVOKE ALL ON SCHEMA drizzle FROM ${new URL(scratch.runtimeUrl).username}`,
    );
    const preparing = prepare(scratch.runtimeUrl);
    await expect(preparing).rejects.toBeInstanceOf(StartError);
    await expect(preparing).rejects.toThrow('may not read which migrations');
  });

  it.each<[string, (url: string) => string]>([
    ['owns the schema', () => ''],
    ['may create in a schema', (role) => `GRANT CREATE ON SCHEMA public TO ${role}`],
    [
      'may create schemas',
      (role) =>
        `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO ${role}', current_database()); END $$`,
    ],
  ])('warns of a runtime role that %s', async (_case, grant) => {
    writeMigrations(folder, first);
    await migrated();
    const statement = grant(new URL(scratch.runtimeUrl).username);
    if (statement !== '') await query(scratch.url, statement);
    await prepare(statement === '' ? scratch.url : scratch.runtimeUrl);
    expect(warnings).toEqual(['the database role of DATABASE_URL may change the schema']);
  });
});
