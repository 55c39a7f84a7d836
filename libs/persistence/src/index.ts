/**
 * How a service reaches its PostgreSQL database: a pool, transactions, migrations and errors that carry no
 * data. It knows no table; a service brings its own drizzle schema and its own migrations.
 */
export {
  createDatabase,
  type Database,
  type DatabaseOptions,
  type Queries,
  type Schema,
} from './database.js';
export { type DatabaseLimits, databaseLimits } from './database-limits.js';
export { databaseLimitsOf, databaseSettings } from './database-settings.js';
export { DatabaseError, DatabaseUnavailableError } from './errors.js';
export { migrate, type MigrationOptions } from './migrate.js';
export { prepareSchema, type SchemaOptions } from './prepare-schema.js';
export { migrationConfig, runMigrations } from './run-migrations.js';
export { type TransactionOptions, withTransaction } from './transaction.js';
