import {
  acceptedSchemaChanges,
  createScratchDatabase,
  type ScratchDatabase,
} from '@gatehouse/local-database';
import { useResources } from '@gatehouse/test-kit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseUnavailableError, migrate } from './index.js';
import { query } from './testing/query.js';
import { writeMigrations } from './testing/write-migrations.js';

const resources = useResources();
let scratch: ScratchDatabase;
let folder: string;
let runtimeRole: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  resources.add(() => rmSync(folder, { recursive: true }));
  scratch = await resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (database) =>
    database.drop(),
  );
  runtimeRole = new URL(scratch.runtimeUrl).username;
});

const write = (migrations: Record<string, string>) => writeMigrations(folder, migrations);
const run = (changes: Partial<Parameters<typeof migrate>[0]> = {}) =>
  migrate({ url: scratch.url, migrationsFolder: folder, runtimeRole, ...changes });
const asRuntime = (statement: string) => query(scratch.runtimeUrl, statement);
const asOwner = (statement: string) => query(scratch.url, statement);

const create = 'CREATE TABLE notes (id serial PRIMARY KEY, words text);';
const rejected = { code: '42501' };

describe('migrate', () => {
  it('applies each migration once, with any number of replicas starting together', async () => {
    const fill = 'INSERT INTO notes DEFAULT VALUES;';
    const replicas = () => Promise.all(Array.from({ length: 5 }, () => run()));
    write({ '0000_create': create, '0001_fill': fill });
    await replicas();
    expect(await asOwner('SELECT id FROM notes')).toEqual([{ id: 1 }]);
    write({ '0000_create': create, '0001_fill': fill, '0002_more': fill });
    await replicas();
    expect(await asOwner('SELECT id FROM notes')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('applies none of a set that fails, and lets go of the lock', async () => {
    write({ '0000_create': create, '0001_broken': 'INSERT INTO nowhere DEFAULT VALUES;' });
    await expect(run()).rejects.toThrow('INSERT INTO nowhere');
    expect(await asOwner("SELECT to_regclass('notes') AS found")).toEqual([{ found: null }]);
    write({ '0000_create': create });
    await run();
    expect(await asOwner('SELECT * FROM notes')).toEqual([]);
  });

  it('says that the database is unavailable', async () => {
    write({ '0000_create': create });
    const url = new URL(scratch.url);
    url.port = '1';
    const away = run({ url: url.href, limits: { startTimeoutSeconds: 0 } });
    await expect(away).rejects.toBeInstanceOf(DatabaseUnavailableError);
  });
});

describe('the runtime role after a migration', () => {
  const later = 'CREATE SCHEMA archive; CREATE TABLE archive.notes (id bigserial, words text);';

  it('reads and writes the rows of every table, those of later migrations too', async () => {
    write({ '0000_create': create });
    await run();
    await asRuntime("INSERT INTO notes (words) VALUES ('first')");
    write({ '0000_create': create, '0001_later': later });
    await run();
    for (const table of ['notes', 'archive.notes']) {
      await asRuntime(`INSERT INTO ${table} (words) VALUES ('new'), ('old')`);
      await asRuntime(`UPDATE ${table} SET words = 'changed' WHERE words = 'new'`);
      await asRuntime(`DELETE FROM ${table} WHERE words = 'old'`);
      expect(
        await asRuntime(`SELECT count(*)::int AS changed FROM ${table}
        WHERE words = 'changed'`),
      ).toEqual([{ changed: 1 }]);
    }
  });

  it('cannot change the schema in any way', async () => {
    write({ '0000_create': create, '0001_later': later });
    await run();
    expect(await acceptedSchemaChanges(scratch.url)).not.toEqual([]);
    expect(await acceptedSchemaChanges(scratch.runtimeUrl)).toEqual([]);
  });

  it('reads the record of migrations and cannot change it', async () => {
    write({ '0000_create': create });
    await run();
    const record = 'drizzle.__drizzle_migrations';
    expect(await asRuntime(`SELECT id FROM ${record}`)).toHaveLength(1);
    for (const statement of [
      `INSERT INTO ${record} (hash, created_at) VALUES ('', 1)`,
      `UPDATE ${record} SET created_at = 1`,
      `DELETE FROM ${record}`,
    ]) {
      await expect(asRuntime(statement)).rejects.toMatchObject(rejected);
    }
  });

  it('has no access to a table that no migration run has granted', async () => {
    write({ '0000_create': create });
    await run();
    await asOwner('CREATE TABLE beside (id int)');
    await expect(asRuntime('SELECT * FROM beside')).rejects.toMatchObject(rejected);
  });

  it('may have any name that PostgreSQL accepts', async () => {
    const role = `odd"role'${runtimeRole}`;
    const quoted = `"${role.replaceAll('"', '""')}"`;
    await asOwner(`CREATE ROLE ${quoted}; GRANT ${quoted} TO CURRENT_USER WITH INHERIT FALSE`);
    write({ '0000_create': create });
    await run({ runtimeRole: role });
    await asOwner(`SET ROLE ${quoted}; INSERT INTO notes DEFAULT VALUES`);
    await asOwner(`GRANT ${quoted} TO CURRENT_USER WITH INHERIT TRUE`);
    await asOwner(`DROP OWNED BY ${quoted}; DROP ROLE ${quoted}`);
  });
});

describe('a migration with unsuitable roles', () => {
  it('rejects a runtime role that owns tables, before anything is applied', async () => {
    await asOwner(`GRANT CREATE ON SCHEMA public TO ${runtimeRole}`);
    await asRuntime('CREATE TABLE mine (id int)');
    write({ '0000_create': create });
    await expect(run()).rejects.toThrow('REASSIGN OWNED BY');
    expect(await asOwner("SELECT to_regclass('notes') AS found")).toEqual([{ found: null }]);
  });

  it('rejects a runtime role that does not exist', async () => {
    write({ '0000_create': create });
    await expect(run({ runtimeRole: 'nobody' })).rejects.toThrow('does not exist');
  });

  it('accepts one role for both, which needs no grants', async () => {
    write({ '0000_create': create });
    await run({ runtimeRole: new URL(scratch.url).username });
    expect(await asOwner('SELECT * FROM notes')).toEqual([]);
  });
});
