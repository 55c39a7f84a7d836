import { type Answer, jsonAnswer } from '../http/answer.js';

/** Headers of every answer that has to do with tokens (RFC 6749 §5.1). */
export const noStore = {
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'access-control-allow-origin': '*',
};

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_token_type'
  | 'invalid_scope'
  | 'invalid_token';

/** A refusal of an OAuth endpoint (RFC 6749 §5.2). The description is public and repeats nothing of the request. */
export class OAuthError extends Error {
  constructor(
    readonly code: OAuthErrorCode,
    readonly description?: string,
  ) {
    super(description ?? code);
    this.name = 'OAuthError';
  }
}

/** A refusal's body; 401 names the scheme by which a client can authenticate (RFC 9110 §11.6.1). */
export function oauthErrorAnswer({ code, description }: OAuthError, status: 400 | 401): Answer {
  const headers = status === 401 ? { 'www-authenticate': 'Basic realm="oauth2"' } : {};
  return jsonAnswer(status, { error: code, error_description: description }, headers);
}
