import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** What users call their passkeys. Cognito names a passkey by itself, and cannot rename it. */
export const passkeyNames = pgTable(
  'passkey_names',
  {
    poolId: text('pool_id').notNull(),
    sub: text('sub').notNull(),
    credentialId: text('credential_id').notNull(),
    name: text('name').notNull(),
  },
  (named) => [
    primaryKey({ columns: [named.poolId, named.sub, named.credentialId] }),
    check('passkey_names_name', sql`char_length(${named.name}) BETWEEN 1 AND 100`),
  ],
);
