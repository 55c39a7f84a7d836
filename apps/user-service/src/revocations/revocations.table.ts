import { sql } from 'drizzle-orm';
import { bigserial, check, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const optionalMoment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const moment = (name: string) => optionalMoment(name).notNull();

/** What has ended access tokens before their `exp`: kept here so that gateways can be told again, until the last has expired. */
export const revocations = pgTable(
  'revocations',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    kind: text('kind', { enum: ['session', 'user', 'earlier_sessions'] }).notNull(),
    poolId: text('pool_id').notNull(),
    /** Of a session. */
    originJti: text('origin_jti'),
    /** The user, null only for sessions that were stored before this was recorded. */
    subject: text('subject'),
    /** `auth_time` of a session. */
    startedAt: optionalMoment('started_at'),
    /** Of a user: the last `iat` concerned. */
    issuedUntil: optionalMoment('issued_until'),
    /** Of a user's earlier sessions: the last `auth_time` concerned. */
    startedUntil: optionalMoment('started_until'),
    expiresAt: moment('expires_at'),
    createdAt: moment('created_at').defaultNow(),
  },
  (revocation) => [
    index('revocations_created_at').on(revocation.createdAt),
    index('revocations_expires_at').on(revocation.expiresAt),
    index('revocations_subject').on(revocation.poolId, revocation.subject),
    check(
      'revocations_kind',
      sql`CASE ${revocation.kind}
        WHEN 'session' THEN ${revocation.originJti} IS NOT NULL
        WHEN 'user' THEN ${revocation.subject} IS NOT NULL AND ${revocation.issuedUntil} IS NOT NULL
        WHEN 'earlier_sessions' THEN ${revocation.subject} IS NOT NULL AND ${revocation.startedUntil} IS NOT NULL
        ELSE false END`,
    ),
  ],
);
