import { maxRevocationsAtOnce, type RevocationMessage } from '@gatehouse/contracts';
import { withTransaction } from '@gatehouse/persistence';
import { and, asc, eq, gt, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import { sessions } from '../sessions/sessions.table.js';
import { RevocationsFullError } from './revocation.errors.js';
import {
  endsSession,
  planRevocation,
  type RevocationRequest,
  type SessionEnd,
} from './revocation-plan.js';
import { lockRevocations, messageOf, revocationsOf } from './revocations-of-user.js';
import { revocations } from './revocations.table.js';

type Row = typeof revocations.$inferSelect;

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
   * Stores a revocation as `planRevocation` has it, and removes the sessions that it ends. Transactions for one user wait for each other, whichever process they
   * run in, so that the bound on rows of a user holds.
   *
   * @throws RevocationsFullError when there is no room and the number of rows would grow
   */
  store(
    request: RevocationRequest,
    { maxSessions, hasRoom }: StoreRoom,
  ): Promise<StoredRevocation> {
    return withTransaction(this.database, async (queries) => {
      await lockRevocations(queries, request);
      const rows = await revocationsOf(queries, request);
      const { revocation, isNew, replaced } = planRevocation(request, rows, maxSessions);
      if (isNew) {
        if (replaced.length === 0 && !hasRoom) throw new RevocationsFullError();
        const ids = replaced.map(({ id }) => id);
        if (ids.length > 0) await queries.delete(revocations).where(inArray(revocations.id, ids));
        await queries.insert(revocations).values(valuesOf(revocation));
      }
      await queries.delete(sessions).where(endedBy(revocation, request));
      return { revocation, isNew, replaced: replaced.map((row) => row.revocation) };
    });
  }

  /** The revocation in force that ends this session. */
  async findEndOf(session: SessionEnd): Promise<RevocationMessage | undefined> {
    const rows = await this.database.run((queries) => revocationsOf(queries, session));
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

/** The sessions of the request's user that a revocation ends. */
function endedBy(
  revocation: RevocationMessage,
  { poolId, subject }: RevocationRequest,
): SQL | undefined {
  const isUsers = and(eq(sessions.poolId, poolId), eq(sessions.sub, subject));
  if (revocation.kind === 'session') {
    return and(isUsers, eq(sessions.originJti, revocation.originJti));
  }
  const until = revocation.kind === 'user' ? revocation.issuedUntil : revocation.startedUntil;
  return and(isUsers, lte(sessions.startedAt, dateOf(until)));
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000);
}
