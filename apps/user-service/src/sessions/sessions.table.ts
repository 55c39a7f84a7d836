import { index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 }).notNull();

/** Sessions that have not ended, as far as they called this service. Cognito has no list of them. */
export const sessions = pgTable(
  'sessions',
  {
    poolId: text('pool_id').notNull(),
    sub: text('sub').notNull(),
    /** What gateways know a session by. */
    originJti: text('origin_jti').notNull(),
    /** The `auth_time` of its tokens. */
    startedAt: moment('started_at'),
    lastActiveAt: moment('last_active_at').defaultNow(),
    userAgent: text('user_agent'),
    /** From then on it cannot be refreshed. */
    expiresAt: moment('expires_at'),
  },
  (session) => [
    primaryKey({ columns: [session.poolId, session.sub, session.originJti] }),
    index('sessions_expires_at').on(session.expiresAt),
  ],
);
