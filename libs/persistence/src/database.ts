import type { Logger } from '@gatehouse/platform-core';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { DatabaseUnavailableError, translateConnectError, translateError } from './errors.js';
import { type DatabaseLimits, withUsualLimits } from './database-limits.js';
import { waitForDatabase } from './wait-for-database.js';

/** A service's drizzle tables and relations, as `import * as schema` gives them. */
export type Schema = Record<string, unknown>;

/** What repositories write their queries with; the database itself and a transaction both are one. */
export type Queries<Tables extends Schema> = PgDatabase<
  NodePgQueryResultHKT,
  Tables,
  ExtractTablesWithRelations<Tables>
>;

export interface DatabaseOptions<Tables extends Schema> {
  /** `postgres://role:password@host:port/database`. */
  readonly url: string;
  readonly schema: Tables;
  readonly limits?: Partial<DatabaseLimits>;
  readonly logger?: Logger;
}

/** One service's database. Every error it throws is free of statements and data. */
export class Database<Tables extends Schema> {
  readonly #pool: pg.Pool;
  readonly #queries: NodePgDatabase<Tables>;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly limits: DatabaseLimits;
  #closing: Promise<void> | undefined;

  constructor(
    readonly options: DatabaseOptions<Tables>,
    pool: pg.Pool,
  ) {
    this.#pool = pool;
    this.limits = withUsualLimits(options.limits);
    this.#queries = drizzle(pool, { schema: options.schema });
  }

  /**
   * Runs queries outside a transaction.
   *
   * @throws DatabaseUnavailableError, DatabaseError, and whatever the work itself throws.
   */
  run<Result>(work: (queries: Queries<Tables>) => PromiseLike<Result>): Promise<Result> {
    return this.#unlessClosing(async () => {
      try {
        return await work(this.#queries);
      } catch (error) {
        throw translateError(error);
      }
    });
  }

  /**
   * Lends one connection of the pool, which is dropped instead of returned when it was lost or went silent.
   *
   * @throws DatabaseUnavailableError, DatabaseError, and whatever the work itself throws.
   */
  withConnection<Result>(
    work: (queries: NodePgDatabase<Tables>) => Promise<Result>,
  ): Promise<Result> {
    return this.#unlessClosing(() => this.#lendConnection(work));
  }

  async #lendConnection<Result>(
    work: (queries: NodePgDatabase<Tables>) => Promise<Result>,
  ): Promise<Result> {
    const connection = await this.#pool.connect().catch((error: unknown) => {
      throw translateConnectError(error);
    });
    // A lost connection also fails the next query; without a listener it would end the process.
    const ignore = (): void => undefined;
    connection.on('error', ignore);
    let usable = true;
    try {
      return await work(drizzle(connection, { schema: this.options.schema }));
    } catch (error) {
      const translated = translateError(error);
      usable = !(translated instanceof DatabaseUnavailableError);
      throw translated;
    } finally {
      connection.off('error', ignore);
      connection.release(!usable);
    }
  }

  /** Whether the database responds in time. */
  async isReady(): Promise<boolean> {
    if (this.#closing !== undefined) return false;
    const query = this.#pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, this.limits.readinessTimeoutSeconds * 1_000, false);
    });
    return Promise.race([query, limit]).finally(() => clearTimeout(timer));
  }

  /**
   * Rejects further work with DatabaseUnavailableError, waits until the work under way has finished, that which still
   * waits for a connection included, and closes every connection. Every call returns the same promise.
   */
  close(): Promise<void> {
    return (this.#closing ??= this.#drain());
  }

  async #unlessClosing<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closing !== undefined) throw new DatabaseUnavailableError('closing');
    const working = work();
    this.#underWay.add(working);
    try {
      return await working;
    } finally {
      this.#underWay.delete(working);
    }
  }

  /** A pool that is told to end never serves the work that waits for a connection. */
  async #drain(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#pool.end();
  }
}

/**
 * Connects to a service's database, waiting for it when it isn't there yet.
 *
 * @throws DatabaseUnavailableError or DatabaseError when it still isn't after `startTimeoutSeconds`.
 */
export async function createDatabase<Tables extends Schema>(
  options: DatabaseOptions<Tables>,
): Promise<Database<Tables>> {
  const { url, logger } = options;
  const limits = withUsualLimits(options.limits);
  await waitForDatabase({ url, logger, limits });
  const statementMilliseconds = limits.statementTimeoutSeconds * 1_000;
  const pool = new pg.Pool({
    connectionString: url,
    max: limits.connections,
    connectionTimeoutMillis: limits.connectionTimeoutSeconds * 1_000,
    statement_timeout: statementMilliseconds,
    idle_in_transaction_session_timeout: 2 * statementMilliseconds,
    // For a server that went silent: PostgreSQL's own limit, and a little for the way.
    query_timeout: statementMilliseconds + 2_000,
    keepAlive: true,
  });
  pool.on('error', (error: NodeJS.ErrnoException) => {
    logger?.warn({ reason: error.code }, 'an idle database connection was lost');
  });
  return new Database(options, pool);
}
