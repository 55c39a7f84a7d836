import type { TokenMethod } from './token-method.js';
import type { TokenUnavailableReason } from './token-unavailable.error.js';

/**
 * The operation GetClientToken of Cognito's API, in the AWS JSON 1.1 protocol. The call isn't signed: the client
 * secret is its proof. The client's one auth flow must be `ALLOW_CLIENT_TOKEN_AUTH`.
 */
export function getClientToken(apiUrl: string, clientId: string): TokenMethod {
  return {
    request: (scopeSet, clientSecret) => ({
      url: apiUrl,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.GetClientToken',
      },
      body: JSON.stringify({
        ClientId: clientId,
        Secret: clientSecret,
        Scopes: scopeSet.split(' '),
      }),
    }),
    fields: ({ ClientAuthenticationResult: result }) => {
      const members = (typeof result === 'object' && result ? result : {}) as Result;
      const { AccessToken: token, TokenType: tokenType, ExpiresIn: expiresIn } = members;
      return { token, tokenType, expiresIn };
    },
    fault: ({ __type: type }) =>
      typeof type === 'string' ? faults.get(errorName(type)) : undefined,
  };
}

type Result = Partial<Record<'AccessToken' | 'TokenType' | 'ExpiresIn', unknown>>;

/** Callers are to branch on the type: the HTTP status is 400 for nearly all. */
const faults = new Map<string, TokenUnavailableReason>([
  ['NotAuthorizedException', 'invalid_client'],
  ['ResourceNotFoundException', 'invalid_client'],
  ['ScopeDoesNotExistException', 'invalid_scope'],
  ['UnauthorizedException', 'unauthorized_client'],
  ['OperationNotEnabledException', 'unauthorized_client'],
  ['InvalidOAuthFlowException', 'unauthorized_client'],
  ['InvalidParameterException', 'invalid_request'],
  ['ForbiddenException', 'invalid_request'],
  ['TooManyRequestsException', 'throttled'],
  ['LimitExceededException', 'throttled'],
  ['ThrottlingException', 'throttled'],
  ['InternalErrorException', 'server_error'],
]);

/** The type may carry a namespace before a `#`. */
function errorName(type: string): string {
  return type.slice(type.lastIndexOf('#') + 1);
}
