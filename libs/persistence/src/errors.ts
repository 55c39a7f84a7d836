import { DomainError } from '@gatehouse/platform-core';
import { DrizzleQueryError } from 'drizzle-orm';
import pg from 'pg';

/** The database can't be reached, or ends connections just now. The same request may succeed later. */
export class DatabaseUnavailableError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'database_unavailable';
  override readonly retryAfterSeconds = 5;

  /** @param reason a network error code or SQLSTATE, as far as there is one. */
  constructor(readonly reason: string | undefined) {
    super('The service cannot reach its database.');
    this.message = `The database is unavailable (${reason ?? 'connection lost'}).`;
  }
}

/**
 * PostgreSQL refused a statement. Neither the statement nor its values are kept, and nor is PostgreSQL's own
 * message, which may quote them.
 */
export class DatabaseError extends Error {
  readonly code = 'database_error';
  readonly publicMessage = 'The service could not store or read its data.';

  constructor(
    /** PostgreSQL's error code (appendix A of its manual), `23505` for a unique violation. */
    readonly sqlState: string | undefined,
    /** The constraint that was violated, if that is the matter. */
    readonly constraint: string | undefined,
  ) {
    const what = [sqlState ?? 'no SQLSTATE', ...(constraint === undefined ? [] : [constraint])];
    super(`PostgreSQL refused a statement (${what.join(', ')}).`);
    this.name = 'DatabaseError';
  }
}

/** SQLSTATEs of a server that ends or refuses connections: shutdown, crash, start-up, too many clients. */
const unavailableStates = new Set(['57P01', '57P02', '57P03', '53300']);

/** By name, as instanceof fails for errors that Node makes outside the context that tests run in. */
const connectionFailures = new Set(['Error', 'AggregateError']);

/** What a failed statement amounts to; any other error, a domain error say, comes back as it is. */
export function translateError(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return fromServer(error);
  if (!(error instanceof DrizzleQueryError)) return error;
  const { cause } = error;
  if (cause instanceof pg.DatabaseError) return fromServer(cause);
  // The statement failed without an answer: the connection, unless it is a fault in code like a TypeError.
  return connectionFailures.has(cause?.name ?? '') ? fromConnection(cause) : cause;
}

/** The error of an attempt to connect. */
export function translateConnectError(error: unknown): unknown {
  return error instanceof pg.DatabaseError ? fromServer(error) : fromConnection(error);
}

function fromServer(error: pg.DatabaseError): DatabaseError | DatabaseUnavailableError {
  const { code, constraint } = error;
  const unavailable = unavailableStates.has(code ?? '') || code?.startsWith('08');
  return unavailable ? new DatabaseUnavailableError(code) : new DatabaseError(code, constraint);
}

function fromConnection(error: unknown): DatabaseUnavailableError {
  return new DatabaseUnavailableError((error as { code?: string }).code);
}
