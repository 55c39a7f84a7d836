import type { ErasedUser } from '@gatehouse/contracts';
import { type Queries, withTransaction } from '@gatehouse/persistence';
import { and, asc, eq, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { UserDatabase, UserKey } from '../profiles/profiles.repository.js';
import { profiles } from '../profiles/profiles.table.js';
import type * as schema from '../schema.js';
import { passkeyNames } from '../passkeys/passkey-names.table.js';
import { sessions } from '../sessions/sessions.table.js';
import { erasures } from './erasures.table.js';

export type ErasureRow = typeof erasures.$inferSelect;

/** The user of an erasure, by the names that this service and Cognito have for them. */
export type ErasureUser = Pick<ErasureRow, 'poolId' | 'sub' | 'username'>;

/**
 * The accounts that are being deleted. Times are those of the database, so that the clocks of several instances do not
 * matter.
 *
 * All methods throw DatabaseUnavailableError and DatabaseError.
 */
export class ErasuresRepository {
  /** @param services services whose confirmation is required before a user is deleted */
  constructor(
    private readonly database: UserDatabase,
    private readonly services: readonly string[],
  ) {}

  /**
   * Stores that an account is to be deleted, and claims the erasure for the caller. A repeated request changes nothing of
   * what has been done.
   *
   * @param leaseMilliseconds how long no worker works on the erasure
   */
  async request(user: ErasureUser, leaseMilliseconds: number): Promise<ErasureRow> {
    const { poolId, sub, username } = user;
    const dueAt = inMilliseconds(leaseMilliseconds);
    const [row] = await this.database.run((queries) =>
      queries
        .insert(erasures)
        .values({ poolId, sub, username, waitingFor: [...this.services], dueAt })
        .onConflictDoUpdate({ target: [erasures.poolId, erasures.sub], set: { dueAt } })
        .returning(),
    );
    if (!row) throw new Error('an upsert returned no row');
    return row;
  }

  /** Whether the account of this user is being deleted. */
  async has(key: UserKey): Promise<boolean> {
    const rows = await this.database.run((queries) =>
      queries.select({ sub: erasures.sub }).from(erasures).where(isOf(key)),
    );
    return rows.length > 0;
  }

  /**
   * Claims the erasure that has been due for longest and has a step to do. Erasures that wait for services have none.
   *
   * @param leaseMilliseconds how long no other worker claims it; a worker that ends before has no effect on others after
   */
  async claim(leaseMilliseconds: number): Promise<ErasureRow | undefined> {
    return withTransaction(this.database, async (queries) => {
      const [due] = await queries
        .select()
        .from(erasures)
        .where(and(lte(erasures.dueAt, sql`now()`), this.hasStep()))
        .orderBy(asc(erasures.dueAt))
        .limit(1)
        .for('update', { skipLocked: true });
      if (!due) return undefined;
      const dueAt = inMilliseconds(leaseMilliseconds);
      await queries.update(erasures).set({ dueAt }).where(isOf(due));
      return due;
    });
  }

  /** Makes the erasure due after so many milliseconds. */
  async postpone(key: UserKey, milliseconds: number): Promise<void> {
    await this.change(key, { dueAt: inMilliseconds(milliseconds) });
  }

  /** Stores that the user is disabled and has no sessions; services may now erase what they hold. */
  async markSessionsEnded(key: UserKey): Promise<void> {
    await this.change(key, { sessionsEndedAt: sql`now()`, dueAt: inMilliseconds(0) });
  }

  /** Stores that profile and user are deleted. The erasure is due again after so many milliseconds, to be removed. */
  async markUserDeleted(key: UserKey, milliseconds: number): Promise<void> {
    await this.change(key, { userDeletedAt: sql`now()`, dueAt: inMilliseconds(milliseconds) });
  }

  /** Removes what this service stores of a user beside the erasure. */
  async removeData(key: UserKey): Promise<void> {
    await withTransaction(this.database, (queries) => removeDataOf(queries, key));
  }

  /** Removes the erasure, with what a request in progress has stored meanwhile. */
  async remove(key: UserKey): Promise<void> {
    await withTransaction(this.database, async (queries) => {
      await removeDataOf(queries, key);
      await queries.delete(erasures).where(isOf(key));
    });
  }

  /** The users whose sessions have ended and whose data this service has not confirmed to be erased, oldest first. */
  async waitingFor(service: string, limit: number): Promise<ErasedUser[]> {
    return this.database.run((queries) =>
      queries
        .select({ poolId: erasures.poolId, sub: erasures.sub })
        .from(erasures)
        .where(isWaitingFor(service))
        .orderBy(asc(erasures.requestedAt), asc(erasures.poolId), asc(erasures.sub))
        .limit(limit),
    );
  }

  /** Stores that a service has erased what it held of these users. Users for whom nothing waits are ignored. */
  async confirm(service: string, users: readonly UserKey[]): Promise<void> {
    if (users.length === 0) return;
    await this.database.run((queries) =>
      queries
        .update(erasures)
        .set({ waitingFor: sql`array_remove(${erasures.waitingFor}, ${service})` })
        .where(and(isWaitingFor(service), or(...users.map(isOf)))),
    );
  }

  /** Whether a user has not been deleted although the request is older than so many milliseconds. */
  async hasOlderThan(milliseconds: number): Promise<boolean> {
    const isOld = lte(erasures.requestedAt, inMilliseconds(-milliseconds));
    const rows = await this.database.run((queries) =>
      queries
        .select({ sub: erasures.sub })
        .from(erasures)
        .where(and(isOld, isNull(erasures.userDeletedAt)))
        .limit(1),
    );
    return rows.length > 0;
  }

  /** Services that are no longer configured do not hold up an erasure. */
  isWaiting({ waitingFor }: Pick<ErasureRow, 'waitingFor'>): boolean {
    return waitingFor.some((service) => this.services.includes(service));
  }

  private hasStep(): SQL | undefined {
    const services = sql`ARRAY[${sql.join(
      this.services.map((service) => sql`${service}`),
      sql`, `,
    )}]::text[]`;
    return or(isNull(erasures.sessionsEndedAt), sql`NOT (${erasures.waitingFor} && ${services})`);
  }

  private async change(
    key: UserKey,
    values: Partial<Record<'sessionsEndedAt' | 'userDeletedAt' | 'dueAt', SQL>>,
  ): Promise<void> {
    await this.database.run((queries) => queries.update(erasures).set(values).where(isOf(key)));
  }
}

function isOf({ poolId, sub }: UserKey): SQL | undefined {
  return and(eq(erasures.poolId, poolId), eq(erasures.sub, sub));
}

function isWaitingFor(service: string): SQL | undefined {
  const isListed = sql`${service} = ANY(${erasures.waitingFor})`;
  return and(isNotNull(erasures.sessionsEndedAt), isListed);
}

/**
 * So many milliseconds after the present of the database. Truncated, because the column would round it up: what is due now
 * is due for the next statement too.
 */
function inMilliseconds(milliseconds: number): SQL<Date> {
  return sql<Date>`date_trunc('milliseconds', now() + ${milliseconds} * interval '1 millisecond')`;
}

/** The tables with rows of users that have no use without them. Revocations stay until their tokens have expired. */
const tablesOfUsers = [profiles, sessions, passkeyNames] as const;

async function removeDataOf(
  queries: Queries<typeof schema>,
  { poolId, sub }: UserKey,
): Promise<void> {
  for (const table of tablesOfUsers) {
    await queries.delete(table).where(and(eq(table.poolId, poolId), eq(table.sub, sub)));
  }
}
