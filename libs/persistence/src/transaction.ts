import type { Database, Queries, Schema } from './database.js';
import { DatabaseError } from './errors.js';

export interface TransactionOptions {
  readonly isolationLevel?: 'read committed' | 'repeatable read' | 'serializable';
  /** How often the work is done at most; absent: as often as the database's limits state. */
  readonly attempts?: number;
}

/** serialization_failure and deadlock_detected: PostgreSQL's manual §13.5 asks to do the transaction again. */
const doAgain = new Set(['40001', '40P01']);

/**
 * Runs work in one transaction: committed when it returns, rolled back when it throws. After a deadlock or a
 * serialization failure the whole work is done again, so it must do nothing but query.
 *
 * @throws DatabaseUnavailableError, DatabaseError, and whatever the work itself throws.
 */
export async function withTransaction<Tables extends Schema, Result>(
  database: Database<Tables>,
  work: (queries: Queries<Tables>) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const { isolationLevel = 'read committed', attempts = database.limits.transactionAttempts } =
    options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.withConnection((connection) =>
        connection.transaction(work, { isolationLevel }),
      );
    } catch (error) {
      const passing = error instanceof DatabaseError && doAgain.has(error.sqlState ?? '');
      if (!passing || attempt >= attempts) throw error;
    }
  }
}
