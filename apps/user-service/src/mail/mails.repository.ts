import type { Queries } from '@gatehouse/persistence';
import { withTransaction } from '@gatehouse/persistence';
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import type * as schema from '../schema.js';
import { mailPauses, mails } from './mails.table.js';
import type { Notice } from './notices.js';

export type MailRow = typeof mails.$inferSelect;
type MailQueries = Queries<typeof schema>;

/** How a notice is stored. */
export interface StoringOptions {
  /** Rows that the table may have. */
  readonly maxRows: number;
  /** For so long the same notice to the same address is stored once, in seconds. */
  readonly pauseSeconds?: number;
}

export type Stored = 'stored' | 'full' | 'paused';

/** The queue of mail in the database. All times are those of the database's clock, which all senders share. */
export class MailsRepository {
  constructor(private readonly database: UserDatabase) {}

  /**
   * Stores a notice.
   *
   * @param within the transaction of what the notice reports. A failure undoes no other statement of the transaction.
   * @throws DatabaseUnavailableError, DatabaseError; within a transaction, drizzle's errors, which quote the address
   */
  store(notice: Notice, options: StoringOptions, within?: MailQueries): Promise<Stored> {
    const work = (queries: MailQueries) => store(queries, notice, options);
    return within ? within.transaction(work) : withTransaction(this.database, work);
  }

  /**
   * Takes due rows for one attempt, the longest due first. No other sender takes them until the lease has expired.
   *
   * @throws DatabaseUnavailableError, DatabaseError
   */
  claim(count: number, leaseMilliseconds: number): Promise<MailRow[]> {
    return withTransaction(this.database, async (queries) => {
      const due = await queries
        .select({ id: mails.id })
        .from(mails)
        .where(lte(mails.dueAt, sql`now()`))
        .orderBy(asc(mails.dueAt))
        .limit(count)
        .for('update', { skipLocked: true });
      if (due.length === 0) return [];
      const ids = due.map(({ id }) => id);
      return queries
        .update(mails)
        .set({ attempts: sql`${mails.attempts} + 1`, dueAt: inFuture(leaseMilliseconds) })
        .where(inArray(mails.id, ids))
        .returning();
    });
  }

  /**
   * Removes a row whose mail was accepted or is given up.
   *
   * @throws DatabaseUnavailableError, DatabaseError
   */
  async remove({ id }: Pick<MailRow, 'id'>): Promise<void> {
    await this.database.run((queries) => queries.delete(mails).where(eq(mails.id, id)));
  }

  /**
   * Makes a row due later, unless another sender has taken it since.
   *
   * @throws DatabaseUnavailableError, DatabaseError
   */
  async postpone(
    { id, attempts }: Pick<MailRow, 'id' | 'attempts'>,
    milliseconds: number,
  ): Promise<void> {
    await this.database.run((queries) =>
      queries
        .update(mails)
        .set({ dueAt: inFuture(milliseconds) })
        .where(and(eq(mails.id, id), eq(mails.attempts, attempts))),
    );
  }

  /**
   * Removes the pauses that are over.
   *
   * @throws DatabaseUnavailableError, DatabaseError
   */
  async removeExpiredPauses(): Promise<void> {
    await this.database.run((queries) =>
      queries.delete(mailPauses).where(lte(mailPauses.until, sql`now()`)),
    );
  }
}

async function store(
  queries: MailQueries,
  notice: Notice,
  { maxRows, pauseSeconds }: StoringOptions,
): Promise<Stored> {
  const rows = queries
    .select({ one: sql`1` })
    .from(mails)
    .limit(maxRows)
    .as('rows');
  const [counted] = await queries.select({ count: sql<number>`count(*)::int` }).from(rows);
  if ((counted?.count ?? 0) >= maxRows) return 'full';
  if (pauseSeconds !== undefined && !(await beginPause(queries, notice, pauseSeconds))) {
    return 'paused';
  }
  await queries.insert(mails).values({
    kind: notice.kind,
    factor: 'factor' in notice ? notice.factor : null,
    recipient: notice.to,
    ...(notice.at === undefined ? {} : { happenedAt: notice.at }),
  });
  return 'stored';
}

/** @returns false while an earlier pause lasts */
async function beginPause(
  queries: MailQueries,
  { kind, to }: Notice,
  seconds: number,
): Promise<boolean> {
  const key = createHash('sha256')
    .update(JSON.stringify([kind, to.toLowerCase()]))
    .digest('base64url');
  const until = inFuture(seconds * 1_000);
  const begun = await queries
    .insert(mailPauses)
    .values({ key, until })
    .onConflictDoUpdate({
      target: mailPauses.key,
      set: { until },
      setWhere: lte(mailPauses.until, sql`now()`),
    })
    .returning({ key: mailPauses.key });
  return begun.length > 0;
}

function inFuture(milliseconds: number) {
  return sql`now() + make_interval(secs => ${milliseconds / 1_000}::double precision)`;
}
