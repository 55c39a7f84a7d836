import { useResources, waitUntil } from '@gatehouse/test-kit';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import {
  acceptedSchemaChanges,
  createScratchDatabase,
  type LocalDatabase,
  prepareLocalDatabase,
  startLocalDatabase,
} from './index.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const resources = useResources();

describe('a temporary database', () => {
  let database: LocalDatabase;

  beforeAll(async () => {
    database = await resources.add(
      startLocalDatabase({
        databases: ['orders', 'users'],
        databaseCreators: ['users'],
      }),
    );
  });

  it('is PostgreSQL with a runtime role and a migration role', async () => {
    const roleAndVersion = 'SELECT current_user, version()';
    const version = expect.stringContaining('PostgreSQL 18') as string;
    expect(await query(database.url('orders'), roleAndVersion)).toEqual([
      { current_user: 'orders', version },
    ]);
    expect(await query(database.migrationUrl('orders'), roleAndVersion)).toEqual([
      { current_user: 'orders_migrations', version },
    ]);
  });

  it('lets the migration role change the schema, and the runtime role change nothing of it', async () => {
    await query(database.migrationUrl('orders'), 'CREATE TABLE lines (id serial PRIMARY KEY)');
    const byOwner = await acceptedSchemaChanges(database.migrationUrl('orders'));
    expect(byOwner).toContain('ALTER TABLE public.lines ADD COLUMN probe int -- accepted');
    expect(await acceptedSchemaChanges(database.url('orders'))).toEqual([]);
    await query(database.migrationUrl('orders'), 'DROP TABLE lines');
  });

  it('shows the runtime role only the tables it is granted', async () => {
    await query(database.migrationUrl('orders'), 'CREATE TABLE rows AS SELECT 7 AS id');
    const reading = query(database.url('orders'), 'SELECT id FROM rows');
    await expect(reading).rejects.toMatchObject({ code: '42501' });
    await query(database.migrationUrl('orders'), 'GRANT SELECT ON rows TO orders');
    expect(await query(database.url('orders'), 'SELECT id FROM rows')).toEqual([{ id: 7 }]);
    await query(database.migrationUrl('orders'), 'DROP TABLE rows');
  });

  it.each(['users', 'postgres', 'template1'])('keeps both roles out of %s', async (other) => {
    for (const url of [database.url('orders'), database.migrationUrl('orders')].map(
      (text) => new URL(text),
    )) {
      url.pathname = `/${other}`;
      await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('grants a migration role no further rights unless it may create databases', async () => {
    const rejected = { code: '42501' };
    const [orders, users] = [database.migrationUrl('orders'), database.migrationUrl('users')];
    await expect(query(orders, 'CREATE ROLE more')).rejects.toMatchObject(rejected);
    await expect(query(orders, 'CREATE DATABASE more')).rejects.toMatchObject(rejected);
    await expect(query(orders, "SELECT pg_read_file('PG_VERSION')")).rejects.toMatchObject(
      rejected,
    );
    await query(users, 'CREATE DATABASE more');
  });

  it('creates a scratch database whose runtime role has no rights, and drops it with its role', async () => {
    const scratch = await resources.add(
      createScratchDatabase(database.migrationUrl('users')),
      (scratch) => scratch.drop(),
    );
    expect(await acceptedSchemaChanges(scratch.runtimeUrl)).toEqual([]);
    await scratch.drop();
    await expect(query(scratch.runtimeUrl, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('lends a scratch database, and takes it back from who is still in it', async () => {
    const scratch = await resources.add(
      createScratchDatabase(database.migrationUrl('users')),
      (scratch) => scratch.drop(),
    );
    const client = new pg.Client({ connectionString: scratch.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE TABLE mine (id int)');
    await scratch.drop();
    await expect(query(scratch.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });

  it('waits for a session in it that only a superuser may end, such as a worker of autovacuum', async () => {
    const scratch = await resources.add(
      createScratchDatabase(database.migrationUrl('users')),
      (scratch) => scratch.drop(),
    );
    const url = new URL(scratch.url);
    url.username = 'postgres';
    url.password = readFileSync(join(dirname(database.directory), 'superuser-password'), 'utf8');
    const superuser = new pg.Client({ connectionString: url.href });
    await superuser.connect();
    const dropped = scratch.drop();
    const name = url.pathname.slice(1);
    const isWaiting = async () => {
      const { rowCount } = await superuser.query(
        `SELECT 1 FROM pg_stat_activity WHERE query = 'DROP DATABASE IF EXISTS ${name}'`,
      );
      return rowCount === 1;
    };
    await waitUntil(isWaiting, { what: 'the attempt without FORCE' });
    await superuser.end();
    await dropped;
    await expect(query(scratch.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });

  it('wants the password', async () => {
    const url = new URL(database.url('orders'));
    url.password = 'guess';
    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('names no database it does not have', () => {
    expect(() => database.url('others')).toThrow('no local database');
    expect(() => database.migrationUrl('others')).toThrow('no local database');
  });
});

it('removes a temporary database with all its files', async () => {
  const database = await resources.add(startLocalDatabase({ databases: ['orders'] }));
  const folder = dirname(database.directory);
  expect(existsSync(folder)).toBe(true);
  await database.close();
  await database.ended;
  expect(existsSync(folder)).toBe(false);
  await expect(query(database.url('orders'), 'SELECT 1')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

it.each(['postgres', 'Orders', 'a-b', '../users', 'pg_x', '', 'orders_migrations', 'a'.repeat(53)])(
  'refuses the name "%s"',
  (name) => expect(startLocalDatabase({ databases: [name] })).rejects.toThrow("can't be the name"),
);

describe('a database in a directory', () => {
  let directory: string;

  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'local-database-')), 'postgres');
    resources.add(() => rm(dirname(directory), { recursive: true, force: true }));
    chmodSync(dirname(directory), 0o711);
  });

  const start = (databases: string[], port = 0) =>
    resources.add(startLocalDatabase({ directory, databases, port }));

  it('keeps its data and passwords, and takes in another database later', async () => {
    const first = await start(['orders']);
    await query(first.migrationUrl('orders'), 'CREATE TABLE kept AS SELECT 7 AS id');
    await first.close();
    const second = await start(['orders', 'users'], first.port);
    expect(second.url('orders')).toBe(first.url('orders'));
    expect(second.migrationUrl('orders')).toBe(first.migrationUrl('orders'));
    const kept = await query(second.migrationUrl('orders'), 'SELECT id FROM kept');
    expect(kept).toEqual([{ id: 7 }]);
    expect(await query(second.url('users'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('takes the schema from the runtime role of an earlier version, and keeps the data', async () => {
    const first = await start(['orders']);
    const folder = dirname(first.directory);
    const superuser = new URL(first.url('orders'));
    superuser.username = 'postgres';
    superuser.password = readFileSync(join(folder, 'superuser-password'), 'utf8');
    await query(
      superuser.href,
      `ALTER DATABASE orders OWNER TO orders;
       DROP OWNED BY orders_migrations;
       DROP ROLE orders_migrations`,
    );
    await query(
      first.url('orders'),
      `CREATE SCHEMA drizzle;
       CREATE TABLE drizzle.state (id serial);
       CREATE TABLE kept AS SELECT 7 AS id`,
    );
    await first.close();
    const second = await start(['orders'], first.port);
    const kept = await query(second.migrationUrl('orders'), 'SELECT id FROM kept');
    expect(kept).toEqual([{ id: 7 }]);
    await query(second.migrationUrl('orders'), 'ALTER TABLE kept ADD COLUMN note text');
    expect(await acceptedSchemaChanges(second.url('orders'))).toEqual([]);
  });

  it('has its URLs in private files before it runs', async () => {
    const prepared = await prepareLocalDatabase({ directory, port: 54_321, databases: ['orders'] });
    const urls = join(directory, 'urls');
    const files = [join(urls, 'orders'), join(urls, 'orders_migrations')];
    const contents = () => files.map((file) => readFileSync(file, 'utf8'));
    expect(contents()).toEqual([prepared.url('orders'), prepared.migrationUrl('orders')]);
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
    const database = await start(['orders']);
    const after = [database.url('orders'), database.migrationUrl('orders')];
    expect(contents()).toEqual(after);
    const password = (text: string) => new URL(text).password;
    expect(after.map(password)).toEqual(
      [prepared.url('orders'), prepared.migrationUrl('orders')].map(password),
    );
  });

  it('belongs to one starter at a time', async () => {
    await start(['orders']);
    await expect(start(['orders'])).rejects.toThrow('in use by another process');
  });

  it('starts over a lock file whose process id is another program’s now', async () => {
    const first = await start(['orders']);
    await first.close();
    writeFileSync(join(first.directory, 'postmaster.pid'), `${process.pid}\n${first.directory}\n`);
    await start(['orders']);
  });

  it('says which port is taken, and starts once it is free', async () => {
    const blocker = resources.add(createServer()).listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    await expect(start(['orders'], port)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    blocker.close();
    await once(blocker, 'close');
    const database = await start(['orders'], port);
    expect(database.port).toBe(port);
  });

  // Only root runs the server as somebody else, who may be kept out.
  const asRoot = process.getuid?.() === 0 ? it : it.skip;

  asRoot('keeps its data elsewhere when the server’s user can’t reach the directory', async () => {
    chmodSync(dirname(directory), 0o700);
    const first = await start(['orders']);
    await query(first.migrationUrl('orders'), 'CREATE TABLE kept AS SELECT 7 AS id');
    await first.close();
    const elsewhere = dirname(first.directory);
    try {
      expect(elsewhere).toMatch(/^\/var\/tmp\/gatehouse-/);
      expect(statSync(elsewhere).mode & 0o777).toBe(0o700);
      const second = await start(['orders']);
      const kept = await query(second.migrationUrl('orders'), 'SELECT id FROM kept');
      expect(kept).toEqual([{ id: 7 }]);
      await second.close();
      await rm(directory, { recursive: true });
      const third = await start(['orders']);
      await expect(query(third.migrationUrl('orders'), 'SELECT id FROM kept')).rejects.toThrow(
        'exist',
      );
      await third.close();
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });
});
