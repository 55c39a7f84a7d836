import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** Users whose orders were anonymized lately. No order is stored for them, also not by a request in progress. */
export const erasedUsers = pgTable(
  'erased_users',
  {
    poolId: text('pool_id').notNull(),
    sub: text('sub').notNull(),
    erasedAt: timestamp('erased_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  },
  (user) => [primaryKey({ columns: [user.poolId, user.sub] })],
);
