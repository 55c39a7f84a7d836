import { allowsOAuthFlow } from '../../domain/pool/client-rules.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Request } from '../../http/request.js';
import type { Services } from '../../operations/services.js';
import { AuthorizationError, type AuthorizationErrorCode } from './authorization-errors.js';
import type { AuthorizationRequest, Refuse } from './authorization-types.js';
import { pkceIn } from './code-challenge.js';
import { optionsIn } from './authorization-options.js';
import { grantableScopes } from './grantable-scopes.js';
import { parametersIn, type ParameterName } from './parameters.js';
import { redirectTarget } from './redirect-target.js';
import { type ResponseTarget, responseLocation } from './response-location.js';

/**
 * Reads what /oauth2/authorize and the pages that follow it are asked with (developer guide, "Authorize endpoint").
 * @throws PageError where the redirect URI isn't known to be the client's, and AuthorizationError from then on.
 */
export function readAuthorizationRequest(
  services: Pick<Services, 'pools' | 'publicUrl' | 'requiresPkce' | 'store'>,
  request: Request,
): AuthorizationRequest {
  const { parameters, repeated } = parametersIn(request.query);
  const { pool, client, redirectUri } = redirectTarget(services, request, parameters, repeated);
  const responseType = parameters.response_type === 'token' ? 'token' : 'code';
  const target = { redirectUri, responseType, state: parameters.state } as const;
  const refuse: Refuse = (code, description) => refusal(target, code, description);
  if (repeated.size > 0) throw refuse('invalid_request', 'A parameter is given twice.');
  requireResponseType(client, parameters, refuse);
  return {
    pool,
    client,
    ...target,
    scopes: grantableScopes(services, client, parameters.scope, refuse),
    ...pkceIn(services, client, parameters, refuse),
    ...optionsIn(services, { pool, client, parameters }, refuse),
    parameters,
  };
}

/** A refusal of a request that was found to be good so far. */
export function refusal(
  target: ResponseTarget,
  error: AuthorizationErrorCode,
  description?: string,
): AuthorizationError {
  const answer = { error, error_description: description };
  return new AuthorizationError(error, responseLocation(target, answer));
}

/** The query string that carries a request from page to page. */
export const authorizationQuery = ({ parameters }: Pick<AuthorizationRequest, 'parameters'>) =>
  new URLSearchParams(Object.entries(parameters)).toString();

function requireResponseType(
  client: UserPoolClient,
  { response_type: type }: Partial<Record<ParameterName, string>>,
  refuse: Refuse,
): void {
  if (type === undefined) throw refuse('invalid_request', 'response_type is missing.');
  if (type !== 'code' && type !== 'token')
    throw refuse('invalid_request', 'response_type must be code or token.');
  if (!allowsOAuthFlow(client, type === 'code' ? 'code' : 'implicit'))
    throw refuse('unauthorized_client');
}
