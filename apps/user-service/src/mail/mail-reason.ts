import { DatabaseError, DatabaseUnavailableError } from '@gatehouse/persistence';
import { MailNotAcceptedError } from './smtp-server.js';

/** A stable word or code for the log. Messages of errors are not logged, because they may quote an address. */
export function reasonOf(error: unknown): string {
  if (error instanceof MailNotAcceptedError) return error.reason;
  if (error instanceof DatabaseUnavailableError) return error.code;
  if (error instanceof DatabaseError) return error.sqlState ?? error.code;
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? (error as Error).name : reasonOf(cause);
}
