import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Accounts that are being deleted. A row is removed when nothing of its user is left. */
export const erasures = pgTable(
  'erasures',
  {
    poolId: text('pool_id').notNull(),
    sub: text('sub').notNull(),
    /** The name by which Cognito finds the user: the `sub`, of a federated user the username. */
    username: text('username').notNull(),
    /** Services that have not confirmed yet that they hold no personal data of the user. */
    waitingFor: text('waiting_for').array().notNull(),
    requestedAt: moment('requested_at').notNull().defaultNow(),
    /** When the user was disabled and every gateway knew that their sessions had ended. */
    sessionsEndedAt: moment('sessions_ended_at'),
    /** When the profile and the user of the pool were deleted. */
    userDeletedAt: moment('user_deleted_at'),
    /** No worker works on the row before. In the future while one does, and after a failure. */
    dueAt: moment('due_at').notNull().defaultNow(),
  },
  (erasure) => [primaryKey({ columns: [erasure.poolId, erasure.sub] })],
);
