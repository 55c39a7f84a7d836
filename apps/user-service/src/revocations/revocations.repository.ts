import { maxRevocationsAtOnce, type RevocationMessage } from '@gatehouse/contracts';
import { and, asc, gt, gte, lte, sql } from 'drizzle-orm';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import { revocations } from './revocations.table.js';

type RevocationRow = typeof revocations.$inferSelect;

/** The revocations in force. */
export class RevocationsRepository {
  constructor(private readonly database: UserDatabase) {}

  async add(revocation: RevocationMessage): Promise<void> {
    await this.database.run((queries) => queries.insert(revocations).values(rowOf(revocation)));
  }

  /**
   * Those in force that were added since a moment, the oldest first, in parts that can be told at once. Rows of
   * transactions that end out of order come late: ask for some seconds more than is missing.
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

  /** Forgets those whose last token has expired. */
  async removeExpired(): Promise<void> {
    await this.database.run((queries) =>
      queries.delete(revocations).where(lte(revocations.expiresAt, sql`now()`)),
    );
  }

  private part(since: Date, after: number): Promise<RevocationRow[]> {
    const { id, createdAt, expiresAt } = revocations;
    const wanted = and(gte(createdAt, since), gt(expiresAt, sql`now()`), gt(id, after));
    return this.database.run((queries) =>
      queries.select().from(revocations).where(wanted).orderBy(asc(id)).limit(maxRevocationsAtOnce),
    );
  }
}

function rowOf(revocation: RevocationMessage) {
  const { kind, poolId } = revocation;
  const expiresAt = dateOf(revocation.expiresAt);
  if (revocation.kind === 'session') {
    return { kind, poolId, expiresAt, originJti: revocation.originJti };
  }
  const { subject, issuedUntil } = revocation;
  return { kind, poolId, expiresAt, subject, issuedUntil: dateOf(issuedUntil) };
}

function messageOf({ poolId, originJti, subject, ...row }: RevocationRow): RevocationMessage {
  const expiresAt = secondsOf(row.expiresAt);
  if (originJti !== null) return { kind: 'session', poolId, originJti, expiresAt };
  if (subject !== null && row.issuedUntil !== null) {
    return { kind: 'user', poolId, subject, issuedUntil: secondsOf(row.issuedUntil), expiresAt };
  }
  throw new Error('a revocation is neither of a session nor of a user');
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000);
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
