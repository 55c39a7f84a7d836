import { basicAuthentication } from './basic-authentication.js';
import type { TokenMethod } from './token-method.js';
import type { TokenUnavailableReason } from './token-unavailable.error.js';

/** The client credentials grant at the token endpoint (RFC 6749 §4.4). */
export function tokenEndpoint(tokenUrl: string, clientId: string): TokenMethod {
  return {
    request: (scopeSet, clientSecret) => ({
      url: tokenUrl,
      headers: {
        accept: 'application/json',
        authorization: basicAuthentication(clientId, clientSecret),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: scopeSet }).toString(),
    }),
    fields: ({ access_token: token, token_type: tokenType, expires_in: expiresIn, scope }) => ({
      token,
      tokenType,
      expiresIn,
      scope,
    }),
    fault: ({ error }) => (typeof error === 'string' ? errorCodes.get(error) : undefined),
  };
}

/** Error codes of RFC 6749 §5.2. Of a scope that exists and isn't the client's, Cognito says `invalid_grant`. */
export const errorCodes: ReadonlyMap<string, TokenUnavailableReason> = new Map<
  string,
  TokenUnavailableReason
>([
  ['invalid_client', 'invalid_client'],
  ['invalid_scope', 'invalid_scope'],
  ['invalid_grant', 'invalid_scope'],
  ['unauthorized_client', 'unauthorized_client'],
  ['unsupported_grant_type', 'unauthorized_client'],
  ['invalid_request', 'invalid_request'],
]);
