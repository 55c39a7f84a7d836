import { StartError } from '@gatehouse/platform-core';

/** As far as the errors of persistence, drizzle and pg have them. */
interface DatabaseFailure {
  readonly message: string;
  /** A DrizzleQueryError's, with what the driver reported. */
  readonly query?: string;
  readonly cause?: { readonly code?: string };
  /** A pg error's, with the SQLSTATE. */
  readonly severity?: string;
  readonly code?: string;
}

/** One message for the operator of a service that cannot connect to its database. */
export function databaseStartError(error: unknown): StartError {
  const { message } = error as DatabaseFailure;
  return new StartError(`The database of DATABASE_URL cannot be used. ${message}`, {
    cause: error,
  });
}

/**
 * One message for the operator of a service whose schema cannot be prepared. It holds the statement of a migration, which
 * is code, and PostgreSQL's error code, but not PostgreSQL's own message, which may quote rows.
 */
export function migrationStartError(error: unknown): StartError {
  if (error instanceof StartError) return error;
  const reason = reasonOf(error as DatabaseFailure);
  return new StartError(`The migrations could not be applied. ${reason}`, { cause: error });
}

function reasonOf({ message, query, cause, severity, code = 'no code' }: DatabaseFailure): string {
  if (query !== undefined) {
    const reported = cause?.code ?? 'no code';
    return `A statement failed (${reported}), and none was kept: ${query.trim()}`;
  }
  return severity === undefined ? message : `PostgreSQL reported ${code}.`;
}
