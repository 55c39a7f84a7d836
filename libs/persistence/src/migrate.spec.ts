import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { sql } from 'drizzle-orm';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database, DatabaseUnavailableError, migrate } from './index.js';

describe('migrate', () => {
  let scratch: ScratchDatabase;
  let databases: Database<Record<string, never>>[];
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    scratch = await createScratchDatabase(process.env.TEST_DATABASE_URL!);
    const connecting = Array.from({ length: 5 }, () =>
      createDatabase({ url: scratch.url, schema: {} }),
    );
    databases = await Promise.all(connecting);
  });
  afterEach(async () => {
    await Promise.all(databases.map((database) => database.close()));
    await scratch.drop();
    rmSync(folder, { recursive: true });
  });

  /** Writes a folder as drizzle-kit would. */
  function write(migrations: Record<string, string>): void {
    mkdirSync(join(folder, 'meta'), { recursive: true });
    const entries = Object.keys(migrations).map((tag, idx) => ({
      idx,
      version: '7',
      when: 1_700_000_000_000 + idx,
      tag,
      breakpoints: true,
    }));
    const journal = { version: '7', dialect: 'postgresql', entries };
    writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify(journal));
    for (const [tag, text] of Object.entries(migrations)) {
      writeFileSync(join(folder, `${tag}.sql`), text);
    }
  }

  const rows = async (statement: string) =>
    (await databases[0]!.run((queries) => queries.execute(sql.raw(statement)))).rows;

  const create = 'CREATE TABLE notes (id serial PRIMARY KEY);';

  it('applies each migration once, with any number of replicas starting together', async () => {
    write({ '0000_create': create, '0001_fill': 'INSERT INTO notes DEFAULT VALUES;' });
    await Promise.all(databases.map((database) => migrate(database, folder)));
    expect(await rows('SELECT * FROM notes')).toEqual([{ id: 1 }]);
    write({
      '0000_create': create,
      '0001_fill': 'INSERT INTO notes DEFAULT VALUES;',
      '0002_more': 'INSERT INTO notes DEFAULT VALUES;',
    });
    await Promise.all(databases.map((database) => migrate(database, folder)));
    expect(await rows('SELECT * FROM notes')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('applies none of a set that fails, and lets go of the lock', async () => {
    write({ '0000_create': create, '0001_broken': 'INSERT INTO nowhere DEFAULT VALUES;' });
    await expect(migrate(databases[0]!, folder)).rejects.toThrow('INSERT INTO nowhere');
    expect(await rows("SELECT to_regclass('notes') AS found")).toEqual([{ found: null }]);
    write({ '0000_create': create });
    await migrate(databases[1]!, folder);
    expect(await rows('SELECT * FROM notes')).toEqual([]);
  });

  it('says that the database is unavailable', async () => {
    write({ '0000_create': create });
    const url = new URL(scratch.url);
    url.port = '1';
    const away = { options: { url: url.href } };
    await expect(migrate(away, folder)).rejects.toBeInstanceOf(DatabaseUnavailableError);
  });
});
