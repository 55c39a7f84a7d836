/**
 * Why there is no token; a stable word for logs and counters.
 *
 * - `invalid_client`: Cognito doesn't know the client, or takes none of its secrets
 * - `invalid_scope`: a scope doesn't exist, or the client may not have it
 * - `invalid_grant`: an authorization code was used, has expired, or was issued for another request
 * - `unauthorized_client`: the client may not get tokens this way
 * - `invalid_request`: Cognito finds the request itself wrong
 * - `throttled`: Cognito asks for fewer requests
 * - `server_error`: Cognito failed
 * - `unreachable`, `timeout`: it could not be asked, or did not answer in time
 * - `bad_answer`: what came back is no usable token
 * - `rate_limited`: this process itself asks too often
 * - `closed`: the source was closed
 */
export type TokenUnavailableReason =
  | 'invalid_client'
  | 'invalid_scope'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'invalid_request'
  | 'throttled'
  | 'server_error'
  | 'unreachable'
  | 'timeout'
  | 'bad_answer'
  | 'rate_limited'
  | 'closed';

/** No token can be had of the token endpoint. Neither message nor members hold a secret or a token. */
export class TokenUnavailableError extends Error {
  override readonly name = 'TokenUnavailableError';
  readonly code = 'token_unavailable';

  /**
   * @param detail what happened, for the log
   * @param retryAfterSeconds when another try may succeed, where that is known
   */
  constructor(
    readonly reason: TokenUnavailableReason,
    readonly detail: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(`no access token: ${reason}: ${detail}`);
  }
}
