import { createLogger, fields, runTask } from '@gatehouse/platform-core';
import { z } from 'zod';
import { connectionLimitsOf, connectionSettings } from './database-settings.js';
import { migrate } from './migrate.js';

/** Settings of a program that applies a service's migrations. */
export const migrationConfig = z.object({
  LOG_LEVEL: fields.logLevel(),
  DATABASE_MIGRATION_URL: fields
    .databaseUrl()
    .describe('`postgres://role:password@host:port/database`, for the role that owns the schema.'),
  DATABASE_RUNTIME_ROLE: fields
    .text()
    .describe('The role that the service runs as. It is granted the rows of every table.'),
  ...connectionSettings,
});

/**
 * Runs a service's migrations as a program of their own, so that the service itself need not hold the migration role's
 * password. Exits 0 when the database is migrated, and 1 with one message otherwise.
 */
export async function runMigrations(definition: {
  readonly service: string;
  readonly migrationsFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Promise<void> {
  const { service, migrationsFolder, environment } = definition;
  await runTask({
    name: `${service} migrations`,
    config: migrationConfig,
    environment,
    run: (config) =>
      migrate({
        url: config.DATABASE_MIGRATION_URL,
        runtimeRole: config.DATABASE_RUNTIME_ROLE,
        migrationsFolder,
        limits: connectionLimitsOf(config),
        logger: createLogger(service, config.LOG_LEVEL),
      }),
  });
}
