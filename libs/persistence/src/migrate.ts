import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { translateConnectError } from './errors.js';

/** Advisory locks are each database's own, so one number does for all services; this one spells "migrate". */
const lockKey = '30796665482998885';
const lockTimeoutMilliseconds = 60_000;

/**
 * Applies the SQL migrations that drizzle-kit wrote and this database hasn't had yet, all in one transaction.
 * Replicas may start together: one applies them, the others wait for it up to a minute and find them done.
 *
 * @throws DatabaseUnavailableError when there is no connection; otherwise drizzle's own error, which holds the
 *   failed statement, since migrations are code and hold no data.
 */
export async function migrate(
  database: { readonly options: { readonly url: string } },
  migrationsFolder: string,
): Promise<void> {
  const client = new pg.Client({
    connectionString: database.options.url,
    connectionTimeoutMillis: 5_000,
    lock_timeout: lockTimeoutMilliseconds,
  });
  // A connection lost on the way fails the statement under way, too.
  client.on('error', () => undefined);
  try {
    await client.connect().catch((error: unknown) => {
      throw translateConnectError(error);
    });
    await client.query(`SELECT pg_advisory_lock(${lockKey})`);
    await applyMigrations(drizzle(client), { migrationsFolder });
  } finally {
    // The end of the session gives the lock back.
    await client.end().catch(() => undefined);
  }
}
