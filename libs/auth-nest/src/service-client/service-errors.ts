/**
 * Why a service doesn't answer; a stable word for logs and counters.
 *
 * - `token_unavailable`: there is no access token to call it with
 * - `circuit_open`: it failed too often a moment ago
 * - `unreachable`, `timeout`: no connection, or one that broke; no answer in time
 * - `failing`, `throttled`: it, or a proxy before it, answered 502, 503 or 504; 429
 * - `overloaded`: too many calls to it are under way here
 * - `closed`: this client was closed
 */
export type ServiceUnavailableReason =
  | 'token_unavailable'
  | 'circuit_open'
  | 'unreachable'
  | 'timeout'
  | 'failing'
  | 'throttled'
  | 'overloaded'
  | 'closed';

/** A service can't be had now: 503 to whoever asked for what needs it. Holds nothing of request and answer. */
export class ServiceUnavailableError extends Error {
  override readonly name = 'ServiceUnavailableError';
  readonly code = 'service_unavailable';
  readonly publicMessage = 'A service this one needs is not available. Try again shortly.';

  /** @param detail what happened, for the log */
  constructor(
    readonly service: string,
    readonly reason: ServiceUnavailableReason,
    readonly detail: string,
    readonly retryAfterSeconds: number,
  ) {
    super(`${service}: ${reason}: ${detail}`);
  }
}

/**
 * - `status`: it isn't 2xx
 * - `too_large`, `not_json`, `unexpected_body`: the body can't be used
 */
export type ServiceAnswerReason = 'status' | 'too_large' | 'not_json' | 'unexpected_body';

/** A service gave an answer its caller has no use for: 502 unless the caller knows better. */
export class ServiceAnswerError extends Error {
  override readonly name = 'ServiceAnswerError';
  readonly code = 'bad_service_answer';
  readonly publicMessage = 'A service this one needs gave an unexpected answer.';

  /** @param problemCode `code` of the answer's problem detail, where it has one */
  constructor(
    readonly service: string,
    readonly reason: ServiceAnswerReason,
    readonly status: number,
    readonly problemCode?: string,
  ) {
    super(`${service}: ${reason}: status ${status}`);
  }
}
