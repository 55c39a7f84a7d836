import { StartError } from '@gatehouse/platform-core';
import type pg from 'pg';

/** Where drizzle records the migrations that a database has had. The runtime role may read the record only. */
const recordSchema = 'drizzle';

/** SQL: everything in the database but PostgreSQL's own catalogues. */
export const isUserSchema = String.raw`nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'`;

/**
 * Rejects a runtime role that could change the schema although there is a migration role: databases of a single role
 * have to be handed over first.
 *
 * @throws StartError
 */
export async function requireSeparateOwner(client: pg.Client, runtimeRole: string): Promise<void> {
  const { rows } = await client.query<{ isOwner: boolean; ownsTables: boolean }>(
    `SELECT rolname = current_user AS "isOwner", EXISTS (
         SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
          WHERE relowner = pg_roles.oid AND ${isUserSchema}) AS "ownsTables"
       FROM pg_roles WHERE rolname = $1`,
    [runtimeRole],
  );
  const [role] = rows;
  if (role === undefined) throw new StartError('The runtime role does not exist in the database.');
  if (role.ownsTables && !role.isOwner) {
    throw new StartError(
      'The runtime role owns tables, so it could change the schema, and the migration role could not. ' +
        'Run REASSIGN OWNED BY <runtime role> TO <migration role> in this database.',
    );
  }
}

/**
 * Lets the runtime role read and write the rows of every table that the migration role owns, and use its sequences. The
 * grants are repeated after each run, so tables of later migrations need no grants of their own.
 */
export async function grantRowAccess(client: pg.Client, runtimeRole: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `WITH owned AS (
       SELECT nspname, relname, relkind FROM pg_class
         JOIN pg_namespace ON pg_namespace.oid = relnamespace
         JOIN pg_roles ON pg_roles.oid = relowner
        WHERE rolname = current_user AND rolname <> $1 AND ${isUserSchema}
          AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S'))
     SELECT DISTINCT format('GRANT USAGE ON SCHEMA %I TO %I', nspname, $1::text) AS statement FROM owned
     UNION ALL
     SELECT format(CASE
              WHEN nspname = $2 THEN 'GRANT SELECT ON %I.%I TO %I'
              WHEN relkind = 'S' THEN 'GRANT USAGE ON SEQUENCE %I.%I TO %I'
              ELSE 'GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO %I' END,
            nspname, relname, $1::text)
       FROM owned WHERE nspname <> $2 OR relkind <> 'S'`,
    [runtimeRole, recordSchema],
  );
  // Sent as one text, which PostgreSQL runs as one transaction.
  await client.query(rows.map(({ statement }) => statement).join(';\n'));
}
