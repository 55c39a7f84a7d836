import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import {
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

describe('a temporary database', () => {
  let database: LocalDatabase;

  beforeAll(async () => {
    database = await startLocalDatabase({
      databases: ['orders', 'users'],
      databaseCreators: ['users'],
    });
  });
  afterAll(() => database.close());

  it('is PostgreSQL with the role and its own database', async () => {
    await query(database.url('orders'), 'CREATE TABLE lines (id int)');
    expect(await query(database.url('orders'), 'SELECT current_user, version()')).toEqual([
      { current_user: 'orders', version: expect.stringContaining('PostgreSQL 18') as string },
    ]);
  });

  it.each(['users', 'postgres', 'template1'])('keeps a role out of %s', async (other) => {
    const url = new URL(database.url('orders'));
    url.pathname = `/${other}`;
    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
  });

  it('gives a role no further rights, but CREATEDB where asked', async () => {
    const refused = { code: '42501' };
    const [orders, users] = [database.url('orders'), database.url('users')];
    await expect(query(orders, 'CREATE ROLE more')).rejects.toMatchObject(refused);
    await expect(query(orders, 'CREATE DATABASE more')).rejects.toMatchObject(refused);
    await expect(query(orders, "SELECT pg_read_file('PG_VERSION')")).rejects.toMatchObject(refused);
    await query(users, 'CREATE DATABASE more');
  });

  it('lends a scratch database, and takes it back from who is still in it', async () => {
    const scratch = await createScratchDatabase(database.url('users'));
    const client = new pg.Client({ connectionString: scratch.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE TABLE mine (id int)');
    await scratch.drop();
    await expect(query(scratch.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });

  it('wants the password', async () => {
    const url = new URL(database.url('orders'));
    url.password = 'guess';
    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('names no database it does not have', () => {
    expect(() => database.url('others')).toThrow('no local database');
  });
});

it('removes a temporary database with all its files', async () => {
  const database = await startLocalDatabase({ databases: ['orders'] });
  const folder = dirname(database.directory);
  expect(existsSync(folder)).toBe(true);
  await database.close();
  await database.ended;
  expect(existsSync(folder)).toBe(false);
  await expect(query(database.url('orders'), 'SELECT 1')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

it.each(['postgres', 'Orders', 'a-b', '../users', 'pg_x', ''])('refuses the name "%s"', (name) =>
  expect(startLocalDatabase({ databases: [name] })).rejects.toThrow("can't be the name"),
);

describe('a database in a directory', () => {
  let directory: string;

  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'local-database-')), 'postgres');
    chmodSync(dirname(directory), 0o711);
  });
  afterEach(() => rm(dirname(directory), { recursive: true, force: true }));

  const start = (databases: string[], port = 0) =>
    startLocalDatabase({ directory, databases, port });

  it('keeps its data and passwords, and takes in another database later', async () => {
    const first = await start(['orders']);
    await query(first.url('orders'), 'CREATE TABLE kept AS SELECT 7 AS id');
    await first.close();
    const second = await start(['orders', 'users'], first.port);
    try {
      expect(second.url('orders')).toBe(first.url('orders'));
      expect(await query(second.url('orders'), 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
      expect(await query(second.url('users'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await second.close();
    }
  });

  it('has its URLs in private files before it runs', async () => {
    const prepared = await prepareLocalDatabase({ directory, port: 54_321, databases: ['orders'] });
    const file = join(directory, 'urls', 'orders');
    expect(readFileSync(file, 'utf8')).toBe(prepared.url('orders'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const database = await start(['orders']);
    try {
      const [before, after] = [new URL(prepared.url('orders')), new URL(database.url('orders'))];
      expect(after.password).toBe(before.password);
      expect(readFileSync(file, 'utf8')).toBe(database.url('orders'));
    } finally {
      await database.close();
    }
  });

  it('belongs to one starter at a time', async () => {
    const database = await start(['orders']);
    try {
      await expect(start(['orders'])).rejects.toThrow('in use by another process');
    } finally {
      await database.close();
    }
  });

  it('starts over a lock file whose process id is another program’s now', async () => {
    const first = await start(['orders']);
    await first.close();
    writeFileSync(join(first.directory, 'postmaster.pid'), `${process.pid}\n${first.directory}\n`);
    const second = await start(['orders']);
    await second.close();
  });

  it('says which port is taken, and starts once it is free', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    await expect(start(['orders'], port)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    blocker.close();
    await once(blocker, 'close');
    const database = await start(['orders'], port);
    expect(database.port).toBe(port);
    await database.close();
  });

  // Only root runs the server as somebody else, who may be kept out.
  const asRoot = process.getuid?.() === 0 ? it : it.skip;

  asRoot('keeps its data elsewhere when the server’s user can’t reach the directory', async () => {
    chmodSync(dirname(directory), 0o700);
    const first = await start(['orders']);
    await query(first.url('orders'), 'CREATE TABLE kept AS SELECT 7 AS id');
    await first.close();
    const elsewhere = dirname(first.directory);
    try {
      expect(elsewhere).toMatch(/^\/var\/tmp\/gatehouse-/);
      expect(statSync(elsewhere).mode & 0o777).toBe(0o700);
      const second = await start(['orders']);
      expect(await query(second.url('orders'), 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
      await second.close();
      await rm(directory, { recursive: true });
      const third = await start(['orders']);
      await expect(query(third.url('orders'), 'SELECT id FROM kept')).rejects.toThrow('exist');
      await third.close();
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });
});
