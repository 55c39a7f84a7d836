import { sql } from 'drizzle-orm';
import { boolean, check, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

const moment = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3 }).notNull().defaultNow();

/** What is known of a user beyond Cognito. A user is a pool and a `sub`; the issuer's name of a pool may change. */
export const profiles = pgTable(
  'profiles',
  {
    poolId: text('pool_id').notNull(),
    sub: text('sub').notNull(),
    /** As the pool has it. */
    email: text('email'),
    emailVerified: boolean('email_verified').notNull().default(false),
    /** As the pool has it; `displayName` is what its user chose here. */
    name: text('name'),
    displayName: text('display_name'),
    locale: text('locale'),
    createdAt: moment('created_at'),
    /** The session in which the pool was last asked; null: never, or what is here may have changed since. */
    readInSession: text('read_in_session'),
    updatedAt: moment('updated_at'),
  },
  (profile) => [
    primaryKey({ columns: [profile.poolId, profile.sub] }),
    check('profiles_display_name', sql`char_length(${profile.displayName}) BETWEEN 1 AND 100`),
    check('profiles_locale', sql`char_length(${profile.locale}) BETWEEN 1 AND 35`),
  ],
);
