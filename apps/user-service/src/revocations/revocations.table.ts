import { sql } from 'drizzle-orm';
import { bigserial, check, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 }).notNull();

/** What has ended access tokens before their `exp`: kept here so that gateways can be told again, until the last has expired. */
export const revocations = pgTable(
  'revocations',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    kind: text('kind', { enum: ['session', 'user'] }).notNull(),
    poolId: text('pool_id').notNull(),
    /** Of a session. */
    originJti: text('origin_jti'),
    /** Of a user, with the last moment whose tokens are concerned. */
    subject: text('subject'),
    issuedUntil: timestamp('issued_until', { withTimezone: true, precision: 3 }),
    expiresAt: moment('expires_at'),
    createdAt: moment('created_at').defaultNow(),
  },
  (revocation) => [
    index('revocations_created_at').on(revocation.createdAt),
    index('revocations_expires_at').on(revocation.expiresAt),
    check(
      'revocations_kind',
      sql`CASE ${revocation.kind}
        WHEN 'session' THEN ${revocation.originJti} IS NOT NULL
        WHEN 'user' THEN ${revocation.subject} IS NOT NULL AND ${revocation.issuedUntil} IS NOT NULL
        ELSE false END`,
    ),
  ],
);
