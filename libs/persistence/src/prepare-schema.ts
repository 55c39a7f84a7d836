import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '@gatehouse/platform-core';
import { sql } from 'drizzle-orm';
import type { Database, Schema } from './database.js';
import { DatabaseError } from './errors.js';
import { migrate } from './migrate.js';
import { isUserSchema } from './row-access.js';

export interface SchemaOptions {
  readonly migrationsFolder: string;
  /** The URL of the migration role; absent: the migrations are not applied, only checked. */
  readonly migrationUrl?: string;
}

/** undefined_table and invalid_schema_name: no migration was ever applied. */
const neverMigrated = new Set(['42P01', '3F000']);
const insufficientPrivilege = '42501';

/**
 * Makes sure that a service starts on the schema it was written for. With the migration role's URL it applies what is
 * missing and closes that connection; in any case it then checks, as the runtime role, that nothing is missing.
 *
 * @throws StartError when migrations are missing; DatabaseUnavailableError, DatabaseError and what `migrate` throws.
 */
export async function prepareSchema<Tables extends Schema>(
  database: Database<Tables>,
  { migrationsFolder, migrationUrl }: SchemaOptions,
): Promise<void> {
  const { limits } = database;
  const { logger } = database.options;
  if (migrationUrl !== undefined) {
    const runtimeRole = await currentRole(database);
    await migrate({
      url: migrationUrl,
      migrationsFolder,
      runtimeRole,
      limits,
      ...(logger && { logger }),
    });
  }
  await requireCurrentSchema(database, migrationsFolder);
  if (await mayChangeSchema(database)) {
    logger?.warn(
      { event: 'database.runtime_role_may_change_schema' },
      'the database role of DATABASE_URL may change the schema',
    );
  }
}

async function currentRole<Tables extends Schema>(database: Database<Tables>): Promise<string> {
  const { rows } = await database.run((queries) =>
    queries.execute<{ role: string }>(sql`SELECT current_user AS role`),
  );
  return rows[0]?.role ?? '';
}

async function requireCurrentSchema<Tables extends Schema>(
  database: Database<Tables>,
  migrationsFolder: string,
): Promise<void> {
  const applied = await appliedMigrations(database);
  const missing = migrationsOf(migrationsFolder).filter(({ when }) => !applied.has(when));
  if (missing.length === 0) return;
  const names = missing.map(({ tag }) => tag).join(', ');
  throw new StartError(
    `The database has not had these migrations: ${names}. Apply them first, or set DATABASE_MIGRATION_URL ` +
      'to the URL of the role that owns the schema.',
  );
}

async function appliedMigrations<Tables extends Schema>(
  database: Database<Tables>,
): Promise<ReadonlySet<number>> {
  try {
    const { rows } = await database.run((queries) =>
      queries.execute<{ when: string }>(
        sql`SELECT created_at AS when FROM drizzle.__drizzle_migrations`,
      ),
    );
    return new Set(rows.map(({ when }) => Number(when)));
  } catch (error) {
    const state = error instanceof DatabaseError ? (error.sqlState ?? '') : '';
    if (neverMigrated.has(state)) return new Set();
    if (state !== insufficientPrivilege) throw error;
    throw new StartError(
      'The role of DATABASE_URL may not read which migrations the database has had. ' +
        'Apply the migrations as the role that owns the schema: that grants it.',
    );
  }
}

/** The journal that drizzle-kit keeps beside its migrations. */
function migrationsOf(folder: string): readonly { readonly when: number; readonly tag: string }[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    readonly entries: readonly { readonly when: number; readonly tag: string }[];
  };
  return journal.entries;
}

async function mayChangeSchema<Tables extends Schema>(
  database: Database<Tables>,
): Promise<boolean> {
  const { rows } = await database.run((queries) =>
    queries.execute<{ may: boolean }>(
      sql`SELECT has_database_privilege(current_database(), 'CREATE') OR EXISTS (
            SELECT FROM pg_namespace LEFT JOIN pg_class ON relnamespace = pg_namespace.oid
             WHERE ${sql.raw(isUserSchema)}
               AND (has_schema_privilege(pg_namespace.oid, 'CREATE') OR pg_has_role(relowner, 'USAGE'))
          ) AS may`,
    ),
  );
  return rows[0]?.may !== false;
}
