import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { useResources } from '@gatehouse/test-kit';
import { eq, sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import {
  createDatabase,
  type Database,
  DatabaseError,
  DatabaseUnavailableError,
  withTransaction,
} from './index.js';

const notes = pgTable('notes', { id: integer().primaryKey(), words: text().notNull() });
const schema = { notes };

describe('a database', () => {
  const resources = useResources();
  let scratch: ScratchDatabase;
  let database: Database<typeof schema>;

  beforeAll(async () => {
    scratch = await resources.add(
      createScratchDatabase(process.env.TEST_DATABASE_URL!),
      (scratch) => scratch.drop(),
    );
    database = await resources.add(createDatabase({ url: scratch.url, schema }));
    await database.run((queries) =>
      queries.execute(sql`CREATE TABLE notes (id int PRIMARY KEY, words text NOT NULL)`),
    );
  });
  beforeEach(() => database.run((queries) => queries.delete(notes)));

  const add = (id: number, words = 'kept') =>
    database.run((queries) => queries.insert(notes).values({ id, words }));
  const all = () => database.run((queries) => queries.query.notes.findMany());

  it('runs typed queries', async () => {
    await add(1);
    expect(await all()).toEqual([{ id: 1, words: 'kept' }]);
    expect(await database.isReady()).toBe(true);
  });

  it('keeps values and statements out of errors', async () => {
    await add(1);
    const error: unknown = await add(1, 'private').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ sqlState: '23505', constraint: 'notes_pkey' });
    const shown = JSON.stringify(error) + String((error as Error).stack);
    expect(shown).not.toMatch(/private|insert/i);
    expect((error as Error).cause).toBeUndefined();
  });

  it('lets the errors of the work itself through', async () => {
    const mine = new TypeError('mine');
    await expect(database.run(() => Promise.reject(mine))).rejects.toBe(mine);
    await expect(withTransaction(database, () => Promise.reject(mine))).rejects.toBe(mine);
  });

  describe('withTransaction', () => {
    it('commits what returns', async () => {
      const words = await withTransaction(database, async (queries) => {
        await queries.insert(notes).values({ id: 1, words: 'both' });
        await queries.insert(notes).values({ id: 2, words: 'both' });
        return 'done';
      });
      expect(words).toBe('done');
      expect(await all()).toHaveLength(2);
    });

    it('rolls back what throws', async () => {
      const failing = withTransaction(database, async (queries) => {
        await queries.insert(notes).values({ id: 1, words: 'gone' });
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await all()).toEqual([]);
    });

    it('does a transaction again that lost against another', async () => {
      await add(1, 'start');
      let runs = 0;
      await withTransaction(
        database,
        async (queries) => {
          runs += 1;
          const [note] = await queries.select().from(notes);
          if (runs === 1) {
            await database.run((other) => other.update(notes).set({ words: 'other' }));
          }
          await queries
            .update(notes)
            .set({ words: `${note!.words}+mine` })
            .where(eq(notes.id, 1));
        },
        { isolationLevel: 'repeatable read' },
      );
      expect(runs).toBe(2);
      expect(await all()).toEqual([{ id: 1, words: 'other+mine' }]);
    });

    it('gives up after the attempts it is given', async () => {
      await add(1, 'start');
      let runs = 0;
      const losing = withTransaction(
        database,
        async (queries) => {
          runs += 1;
          await queries.select().from(notes);
          await database.run((other) => other.update(notes).set({ words: `other ${runs}` }));
          await queries.update(notes).set({ words: 'mine' });
        },
        { isolationLevel: 'repeatable read', attempts: 2 },
      );
      await expect(losing).rejects.toMatchObject({ sqlState: '40001' });
      expect(runs).toBe(2);
    });

    it('survives the end of its connection, and so does the pool', async () => {
      const failing = withTransaction(database, async (queries) => {
        const { rows } = await queries.execute<{ pid: number }>(
          sql`SELECT pg_backend_pid() AS pid`,
        );
        await database.run((other) =>
          other.execute(sql`SELECT pg_terminate_backend(${rows[0]!.pid})`),
        );
        await queries.select().from(notes);
      });
      await expect(failing).rejects.toBeInstanceOf(DatabaseUnavailableError);
      await add(1);
      expect(await all()).toHaveLength(1);
    });
  });

  it('finishes every query that was started before it closed, and rejects later ones', async () => {
    const closing = await resources.add(
      createDatabase({ url: scratch.url, schema, limits: { connections: 1 } }),
    );
    const insert = (id: number) =>
      closing.run((queries) => queries.insert(notes).values({ id, words: 'kept' }));
    const transaction = withTransaction(closing, (queries) =>
      queries.insert(notes).values({ id: 1, words: 'kept' }),
    );
    // One connection: these wait for it.
    const started = [transaction, insert(2), insert(3)];
    const closed = closing.close();
    const unavailable = { code: 'database_unavailable', reason: 'closing' };
    await expect(insert(4)).rejects.toMatchObject(unavailable);
    const late = withTransaction(closing, (queries) => queries.select().from(notes));
    await expect(late).rejects.toMatchObject(unavailable);
    expect(await closing.isReady()).toBe(false);
    await Promise.all(started);
    await closed;
    expect(closing.close()).toBe(closed);
    expect((await all()).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('gives up a statement that takes too long', async () => {
    const impatient = await resources.add(
      createDatabase({
        url: scratch.url,
        schema,
        limits: { statementTimeoutSeconds: 1, connectionTimeoutSeconds: 60 },
      }),
    );
    const sleeping = impatient.run((queries) => queries.execute(sql`SELECT pg_sleep(60)`));
    await expect(sleeping).rejects.toMatchObject({ sqlState: '57014' });
  });
});

describe('a database that is down', () => {
  const resources = useResources();

  /** A way to the real server that can be shut, and that drops as many connections first as it is told to. */
  async function gate(target: URL, dropFirst = 0) {
    let visits = 0;
    const sockets = new Set<Socket>();
    const server = createServer((inside) => {
      visits += 1;
      if (visits <= dropFirst) return void inside.destroy();
      const outside = connect(Number(target.port), target.hostname);
      for (const socket of [inside, outside]) {
        sockets.add(socket.on('error', () => socket.destroy()));
      }
      inside.pipe(outside).pipe(inside);
    });
    resources.add(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(target);
    url.port = String((server.address() as { port: number }).port);
    const shut = async (): Promise<void> => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    };
    return { url: url.href, shut, visits: () => visits };
  }
  const target = () => new URL(process.env.TEST_DATABASE_URL!);

  it('is not ready, and says so clearly', async () => {
    const { url, shut } = await gate(target());
    const database = await resources.add(createDatabase({ url, schema }));
    expect(await database.isReady()).toBe(true);
    await shut();
    expect(await database.isReady()).toBe(false);
    const unavailable = { code: 'database_unavailable', reason: 'ECONNREFUSED' };
    const select = database.run((queries) => queries.execute(sql`SELECT 1`));
    await expect(select).rejects.toMatchObject(unavailable);
    const transaction = withTransaction(database, () => Promise.resolve());
    await expect(transaction).rejects.toMatchObject(unavailable);
    await database.close();
    await database.close();
  });

  it('is waited for at the start', async () => {
    const { url, shut, visits } = await gate(target(), 3);
    const database = await resources.add(createDatabase({ url, schema }));
    expect(visits()).toBe(4);
    expect(await database.isReady()).toBe(true);
    await database.close();
    await shut();
  });

  it('is given up at the start after the time set', async () => {
    const { url, shut } = await gate(target());
    await shut();
    const creating = createDatabase({ url, schema, limits: { startTimeoutSeconds: 0 } });
    await expect(creating).rejects.toMatchObject({ code: 'database_unavailable' });
  });

  it('names the refusal of a wrong password, but not the password', async () => {
    const url = target();
    url.password = 'secret-guess';
    const creating = createDatabase({ url: url.href, schema, limits: { startTimeoutSeconds: 0 } });
    const error: unknown = await creating.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'database_error', sqlState: '28P01' });
    expect(JSON.stringify(error) + String(error)).not.toContain('secret-guess');
    const broken = createDatabase({ url: 'postgres://role:secret-guess@[', schema });
    await expect(broken).rejects.toThrow(/^The URL of the database is not a URL\.$/);
  });
});
