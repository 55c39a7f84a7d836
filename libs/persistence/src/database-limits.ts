/** The limits of a service's database. All have defaults. */
export const databaseLimits = {
  /** The most connections of one process. */
  connections: 10,
  /** Longest wait for a connection, in seconds. */
  connectionTimeoutSeconds: 5,
  /** Longest time of a statement, in seconds. A transaction may be idle twice as long between two statements. */
  statementTimeoutSeconds: 5,
  /** Longest wait at the start for a database that is not available yet, so that the order of starting is free. */
  startTimeoutSeconds: 30,
  /** Longest wait for the response that makes a service ready, in seconds. */
  readinessTimeoutSeconds: 2,
  /** Longest wait for another process that applies migrations, in seconds. */
  lockTimeoutSeconds: 60,
  /** How often a transaction is done at most when PostgreSQL gives it up for another one. */
  transactionAttempts: 3,
} as const;

export type DatabaseLimits = { readonly [Name in keyof typeof databaseLimits]: number };

/** The given limits, and the usual ones for the others. */
export function withUsualLimits(given: Partial<DatabaseLimits> = {}): DatabaseLimits {
  return { ...databaseLimits, ...given };
}
