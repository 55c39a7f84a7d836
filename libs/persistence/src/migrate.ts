import type { Logger } from '@gatehouse/platform-core';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { type DatabaseLimits, withUsualLimits } from './database-limits.js';
import { translateConnectError } from './errors.js';
import { grantRowAccess, requireSeparateOwner } from './row-access.js';
import { waitForDatabase } from './wait-for-database.js';

export interface MigrationOptions {
  /** `postgres://role:password@host:port/database` of the migration role, which owns the schema. */
  readonly url: string;
  readonly migrationsFolder: string;
  /** The role that the service runs as. It is granted the rows of every table, and nothing else. */
  readonly runtimeRole: string;
  readonly limits?: Partial<DatabaseLimits>;
  readonly logger?: Logger;
}

/** Advisory locks are each database's own, so one number does for all services; this one spells "migrate". */
const lockKey = '30796665482998885';

/**
 * Applies the SQL migrations that drizzle-kit wrote and this database hasn't had yet, all in one transaction, and grants
 * the runtime role the rows of all tables, those of later migrations included. Replicas may start together: one applies
 * the migrations, the others wait for it up to `lockTimeoutSeconds` and find them done.
 *
 * @throws DatabaseUnavailableError or DatabaseError when there is no connection after `startTimeoutSeconds`; StartError
 *   when the runtime role does not exist or owns tables; otherwise drizzle's own error, which holds the failed
 *   statement, since migrations are code and hold no data.
 */
export async function migrate(options: MigrationOptions): Promise<void> {
  const { url, logger } = options;
  const limits = withUsualLimits(options.limits);
  await waitForDatabase({ url, logger, limits });
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: limits.connectionTimeoutSeconds * 1_000,
    lock_timeout: limits.lockTimeoutSeconds * 1_000,
  });
  // A connection lost on the way fails the statement under way, too.
  client.on('error', () => undefined);
  try {
    await client.connect().catch((error: unknown) => {
      throw translateConnectError(error);
    });
    await client.query(`SELECT pg_advisory_lock(${lockKey})`);
    await requireSeparateOwner(client, options.runtimeRole);
    await applyMigrations(drizzle(client), { migrationsFolder: options.migrationsFolder });
    await grantRowAccess(client, options.runtimeRole);
  } finally {
    // The end of the session gives the lock back.
    await client.end().catch(() => undefined);
  }
}
