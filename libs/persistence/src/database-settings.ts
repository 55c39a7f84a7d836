import { fields } from '@gatehouse/platform-core';
import { type DatabaseLimits, databaseLimits as usual } from './database-limits.js';

/** The settings of everything that connects to a service's database, read by `databaseLimitsOf`. */
export const connectionSettings = {
  DATABASE_CONNECTION_TIMEOUT_SECONDS: fields
    .seconds(usual.connectionTimeoutSeconds, { min: 1, max: 300 })
    .describe('The longest wait for a connection to the database.'),
  DATABASE_START_TIMEOUT_SECONDS: fields
    .seconds(usual.startTimeoutSeconds, { max: 3_600 })
    .describe('The longest wait at the start for a database that is not available yet.'),
  DATABASE_LOCK_TIMEOUT_SECONDS: fields
    .seconds(usual.lockTimeoutSeconds, { min: 1, max: 3_600 })
    .describe('The longest wait for another process that applies migrations.'),
};

/** The settings of a service's database, read by `databaseLimitsOf`. */
export const databaseSettings = {
  DATABASE_CONNECTIONS: fields
    .count(usual.connections, { max: 1_000 })
    .describe('The most connections to the database of one process.'),
  DATABASE_STATEMENT_TIMEOUT_SECONDS: fields
    .seconds(usual.statementTimeoutSeconds, { min: 1, max: 300 })
    .describe(
      'The longest time of a statement. A transaction may be idle twice as long between two statements.',
    ),
  DATABASE_READINESS_TIMEOUT_SECONDS: fields
    .seconds(usual.readinessTimeoutSeconds, { min: 1, max: 60 })
    .describe('A service whose database takes longer to respond is not ready.'),
  DATABASE_TRANSACTION_ATTEMPTS: fields
    .count(usual.transactionAttempts, { max: 20 })
    .describe(
      'How often a transaction is done at most when PostgreSQL gives it up for another one.',
    ),
  ...connectionSettings,
};

interface ConnectionConfig {
  readonly DATABASE_CONNECTION_TIMEOUT_SECONDS: number;
  readonly DATABASE_START_TIMEOUT_SECONDS: number;
  readonly DATABASE_LOCK_TIMEOUT_SECONDS: number;
}

interface DatabaseConfig extends ConnectionConfig {
  readonly DATABASE_CONNECTIONS: number;
  readonly DATABASE_STATEMENT_TIMEOUT_SECONDS: number;
  readonly DATABASE_READINESS_TIMEOUT_SECONDS: number;
  readonly DATABASE_TRANSACTION_ATTEMPTS: number;
}

/** The limits of connections, from `connectionSettings`. */
export function connectionLimitsOf(config: ConnectionConfig): Partial<DatabaseLimits> {
  return {
    connectionTimeoutSeconds: config.DATABASE_CONNECTION_TIMEOUT_SECONDS,
    startTimeoutSeconds: config.DATABASE_START_TIMEOUT_SECONDS,
    lockTimeoutSeconds: config.DATABASE_LOCK_TIMEOUT_SECONDS,
  };
}

/** The `limits` of `createDatabase`, from `databaseSettings`. */
export function databaseLimitsOf(config: DatabaseConfig): Partial<DatabaseLimits> {
  return {
    ...connectionLimitsOf(config),
    connections: config.DATABASE_CONNECTIONS,
    statementTimeoutSeconds: config.DATABASE_STATEMENT_TIMEOUT_SECONDS,
    readinessTimeoutSeconds: config.DATABASE_READINESS_TIMEOUT_SECONDS,
    transactionAttempts: config.DATABASE_TRANSACTION_ATTEMPTS,
  };
}
