import { maxRevocationsAtOnce, type RevocationMessage } from '@gatehouse/contracts';
import { type Queries, withTransaction } from '@gatehouse/persistence';
import { and, asc, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import type * as schema from '../schema.js';
import { RevocationsFullError } from './revocation.errors.js';
import {
  endsSession,
  planRevocation,
  type RevocationRequest,
  type RevocationRow,
  type SessionEnd,
} from './revocation-plan.js';
import { revocations } from './revocations.table.js';

type Row = typeof revocations.$inferSelect;
type User = Pick<RevocationRequest, 'poolId' | 'subject'>;

/** How much more may be stored. */
export interface StoreRoom {
  /** Rows of the kind `session` a user may have. */
  readonly maxSessions: number;
  /** Whether the number of rows may grow. */
  readonly hasRoom: boolean;
}

/** A revocation that is stored, with what changed. */
export interface StoredRevocation {
  readonly revocation: RevocationMessage;
  readonly isNew: boolean;
  /** Entries that it took the place of. */
  readonly replaced: readonly RevocationMessage[];
}

/** The revocations in force. */
export class RevocationsRepository {
  constructor(private readonly database: UserDatabase) {}

  /**
   * Stores a revocation as `planRevocation` has it. Transactions for one user wait for each other, whichever process they
   * run in, so that the bound on rows of a user holds.
   *
   * @throws RevocationsFullError when there is no room and the number of rows would grow
   */
  store(
    request: RevocationRequest,
    { maxSessions, hasRoom }: StoreRoom,
  ): Promise<StoredRevocation> {
    return withTransaction(this.database, async (queries) => {
      const lock = `revocations ${request.poolId} ${request.subject}`;
      await queries.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
      const rows = await rowsOf(queries, request);
      const { revocation, isNew, replaced } = planRevocation(request, rows, maxSessions);
      if (isNew) {
        if (replaced.length === 0 && !hasRoom) throw new RevocationsFullError();
        const ids = replaced.map(({ id }) => id);
        if (ids.length > 0) await queries.delete(revocations).where(inArray(revocations.id, ids));
        await queries.insert(revocations).values(valuesOf(revocation));
      }
      return { revocation, isNew, replaced: replaced.map((row) => row.revocation) };
    });
  }

  /** The revocation in force that ends this session. */
  async findEndOf(session: SessionEnd): Promise<RevocationMessage | undefined> {
    const rows = await this.database.run((queries) => rowsOf(queries, session));
    return rows.map((row) => row.revocation).find((one) => endsSession(one, session));
  }

  /**
   * The revocations in force that were stored since a moment, the oldest first, in parts of `maxRevocationsAtOnce`. Rows
   * of transactions that commit out of order come late: start some seconds earlier than needed.
   */
  async *inForce(since: Date): AsyncGenerator<RevocationMessage[]> {
    let after = 0;
    for (;;) {
      const rows = await this.part(since, after);
      if (rows.length > 0) yield rows.map(messageOf);
      if (rows.length < maxRevocationsAtOnce) return;
      after = rows.at(-1)?.id ?? after;
    }
  }

  /** How many revocations are in force; counts no further than `limit`. */
  async countInForce(limit: number): Promise<number> {
    const inForce = gt(revocations.expiresAt, sql`now()`);
    const counted = await this.database.run((queries) => {
      const rows = queries
        .select({ id: revocations.id })
        .from(revocations)
        .where(inForce)
        .limit(limit)
        .as('in_force');
      return queries.select({ count: sql<number>`count(*)::int` }).from(rows);
    });
    return counted[0]?.count ?? 0;
  }

  /** Removes those whose last token has expired. */
  async removeExpired(): Promise<void> {
    await this.database.run((queries) =>
      queries.delete(revocations).where(lte(revocations.expiresAt, sql`now()`)),
    );
  }

  private part(since: Date, after: number): Promise<Row[]> {
    const { id, createdAt, expiresAt } = revocations;
    const wanted = and(gte(createdAt, since), gt(expiresAt, sql`now()`), gt(id, after));
    return this.database.run((queries) =>
      queries.select().from(revocations).where(wanted).orderBy(asc(id)).limit(maxRevocationsAtOnce),
    );
  }
}

/** The rows in force of a user, oldest first. */
async function rowsOf(
  queries: Queries<typeof schema>,
  { poolId, subject }: User,
): Promise<RevocationRow[]> {
  const isUsers = and(eq(revocations.poolId, poolId), eq(revocations.subject, subject));
  const rows = await queries
    .select()
    .from(revocations)
    .where(and(isUsers, gt(revocations.expiresAt, sql`now()`)))
    .orderBy(asc(revocations.id));
  return rows.map((row) => ({ id: row.id, revocation: messageOf(row) }));
}

function valuesOf(revocation: RevocationMessage) {
  const { kind, poolId, subject } = revocation;
  const values = { kind, poolId, subject, expiresAt: dateOf(revocation.expiresAt) };
  if (revocation.kind === 'user') {
    return { ...values, issuedUntil: dateOf(revocation.issuedUntil) };
  }
  if (revocation.kind === 'earlier_sessions') {
    return { ...values, startedUntil: dateOf(revocation.startedUntil) };
  }
  const { originJti, startedAt } = revocation;
  return { ...values, originJti, startedAt: startedAt === undefined ? null : dateOf(startedAt) };
}

function messageOf({ poolId, originJti, subject, ...row }: Row): RevocationMessage {
  const expiresAt = secondsOf(row.expiresAt);
  if (originJti !== null) {
    const known = { ...(subject === null ? {} : { subject }), ...startOf(row) };
    return { kind: 'session', poolId, originJti, ...known, expiresAt };
  }
  if (subject !== null && row.issuedUntil !== null) {
    return { kind: 'user', poolId, subject, issuedUntil: secondsOf(row.issuedUntil), expiresAt };
  }
  if (subject !== null && row.startedUntil !== null) {
    const startedUntil = secondsOf(row.startedUntil);
    return { kind: 'earlier_sessions', poolId, subject, startedUntil, expiresAt };
  }
  throw new Error('a stored revocation has none of the known forms');
}

function startOf({ startedAt }: Pick<Row, 'startedAt'>): { startedAt?: number } {
  return startedAt === null ? {} : { startedAt: secondsOf(startedAt) };
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000);
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
