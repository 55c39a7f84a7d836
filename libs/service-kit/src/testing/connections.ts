import { createDatabase } from '@gatehouse/persistence';
import { sql } from 'drizzle-orm';

const mostQueries = 5_000;

/**
 * Waits until no connection to the database is left. PostgreSQL notices the end of a connection a moment after its client.
 *
 * @param url of the role that owns the database
 * @throws Error when connections are left after thousands of queries
 */
export async function noConnections(url: string): Promise<void> {
  const database = await createDatabase({ url, schema: {}, limits: { connections: 1 } });
  try {
    for (let queried = 0; queried < mostQueries; queried += 1) {
      const { rows } = await database.run((queries) =>
        queries.execute(
          sql`SELECT FROM pg_stat_activity WHERE datname = current_database()
            AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
        ),
      );
      if (rows.length === 0) return;
    }
    throw new Error('connections to the database are left');
  } finally {
    await database.close();
  }
}
