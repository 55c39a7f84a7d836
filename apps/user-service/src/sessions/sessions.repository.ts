import type { RevocationMessage } from '@gatehouse/contracts';
import { type Queries, withTransaction } from '@gatehouse/persistence';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { UserDatabase, UserKey } from '../profiles/profiles.repository.js';
import { endsSession } from '../revocations/revocation-plan.js';
import { lockRevocations, revocationsOf } from '../revocations/revocations-of-user.js';
import type * as schema from '../schema.js';
import { sessions } from './sessions.table.js';

export type SessionRow = typeof sessions.$inferSelect;

/** A session at the moment of a request. */
export type ActiveSession = Omit<SessionRow, 'lastActiveAt'>;

/** More sessions of one user are not stored: those that were active last remain. */
const mostSessions = 100;

/** So many expired rows are removed with each row that is stored. More than one, so that they become fewer. */
const removedAtOnce = 10;

/**
 * The sessions that have not ended. RevocationsRepository removes a session in the transaction that ends it.
 *
 * All methods throw DatabaseUnavailableError and DatabaseError.
 */
export class SessionsRepository {
  constructor(private readonly database: UserDatabase) {}

  /** Stores that a session is active. One that has ended is not stored again, whatever request is still in progress. */
  record(session: ActiveSession): Promise<'stored' | 'ended'> {
    return withTransaction(this.database, async (queries) => {
      const user = { poolId: session.poolId, subject: session.sub };
      await lockRevocations(queries, user);
      const rows = await revocationsOf(queries, user);
      const startedAt = session.startedAt.getTime() / 1000;
      const { originJti } = session;
      if (rows.some(({ revocation }) => isOver({ originJti, startedAt }, revocation)))
        return 'ended';
      await upsert(queries, session);
      await removeOverflow(queries, session);
      return 'stored';
    });
  }

  /** Those of a user, the one that was active last first. */
  list(key: UserKey): Promise<SessionRow[]> {
    return this.database.run((queries) =>
      queries
        .select()
        .from(sessions)
        .where(and(isOf(key), gt(sessions.expiresAt, sql`now()`)))
        .orderBy(desc(sessions.lastActiveAt), sessions.originJti),
    );
  }

  async find(key: UserKey, originJti: string): Promise<SessionRow | undefined> {
    return (await this.list(key)).find((row) => row.originJti === originJti);
  }
}

/** All sessions of a user that had begun when their tokens were revoked have ended at Cognito, too. */
function isOver(
  session: Parameters<typeof endsSession>[1],
  revocation: RevocationMessage,
): boolean {
  if (revocation.kind === 'user') return revocation.issuedUntil >= session.startedAt;
  return endsSession(revocation, session);
}

async function upsert(queries: Queries<typeof schema>, session: ActiveSession): Promise<void> {
  await queries
    .insert(sessions)
    .values(session)
    .onConflictDoUpdate({
      target: [sessions.poolId, sessions.sub, sessions.originJti],
      set: {
        lastActiveAt: sql`now()`,
        userAgent: sql`coalesce(excluded.user_agent, ${sessions.userAgent})`,
      },
    });
}

async function removeOverflow(queries: Queries<typeof schema>, key: UserKey): Promise<void> {
  await queries.execute(
    sql`DELETE FROM ${sessions} WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM ${sessions} WHERE ${isOf(key)}
           ORDER BY last_active_at DESC, origin_jti OFFSET ${mostSessions}::int))`,
  );
  await queries.execute(
    sql`DELETE FROM ${sessions} WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM ${sessions} WHERE expires_at <= now()
           LIMIT ${removedAtOnce}::int FOR UPDATE SKIP LOCKED))`,
  );
}

function isOf({ poolId, sub }: UserKey) {
  return and(eq(sessions.poolId, poolId), eq(sessions.sub, sub));
}
