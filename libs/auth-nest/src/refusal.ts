import { type AuthError, InvalidTokenError, KeysUnavailableError } from '@gatehouse/auth-core';
import { type AuthenticatedRequest, principalOf } from './authenticated-request.js';

/** What of a refusal may be counted and logged: words and ids, and nothing out of a token. */
export interface Refusal {
  /** A stable word: an InvalidTokenError's reason, any other error's code. */
  readonly reason: string;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** The app client that called, where it is known for sure. */
  readonly clientId?: string;
  /** The route's pattern, such as `/orders/:id`. */
  readonly route?: string;
  readonly method?: string;
}

/** Called once a rejection, with the request that was rejected. What it throws is logged and changes nothing. */
export type OnRefusal = (refusal: Refusal, request: AuthenticatedRequest) => void;

export function refusalOf(
  error: AuthError,
  request: AuthenticatedRequest,
  status: number,
): Refusal {
  const isInvalid = error instanceof InvalidTokenError;
  return {
    reason: isInvalid ? error.reason : error.code,
    status,
    clientId: (isInvalid ? error.clientId : undefined) ?? principalOf(request)?.clientId,
    route: request.routeOptions?.url ?? request.route?.path,
    method: request.method,
  };
}

/** A sentence for the log, of those errors whose messages hold no part of a token. */
export function detailOf(error: AuthError): string | undefined {
  const says = error instanceof InvalidTokenError || error instanceof KeysUnavailableError;
  return says ? error.message : undefined;
}
