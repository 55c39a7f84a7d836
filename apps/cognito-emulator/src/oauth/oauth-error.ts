import { type Answer, jsonAnswer } from '../http/answer.js';

/** Headers of every answer of the token endpoint (RFC 6749 §5.1). */
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
  | 'invalid_scope';

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

/** Cognito answers 400 for all of them, a client that can't be authenticated included (developer guide, "Token endpoint"). */
export function oauthErrorAnswer({ code, description }: OAuthError): Answer {
  return jsonAnswer(400, { error: code, error_description: description }, noStore);
}
