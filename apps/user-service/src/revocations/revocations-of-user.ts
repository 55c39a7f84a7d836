import type { RevocationMessage } from '@gatehouse/contracts';
import type { Queries } from '@gatehouse/persistence';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type * as schema from '../schema.js';
import type { RevocationRequest, RevocationRow } from './revocation-plan.js';
import { revocations } from './revocations.table.js';

type Row = typeof revocations.$inferSelect;
type User = Pick<RevocationRequest, 'poolId' | 'subject'>;

/** Has transactions about the revocations of one user wait for each other, whichever process they run in. */
export async function lockRevocations(
  queries: Queries<typeof schema>,
  { poolId, subject }: User,
): Promise<void> {
  const lock = `revocations ${poolId} ${subject}`;
  await queries.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
}

/** The revocations in force of a user, oldest first. */
export async function revocationsOf(
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

/** A stored revocation as gateways get it. */
export function messageOf({ poolId, originJti, subject, ...row }: Row): RevocationMessage {
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

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
