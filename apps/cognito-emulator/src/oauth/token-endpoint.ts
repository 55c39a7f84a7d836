import type { Logger } from '@gatehouse/platform-core';
import { ServiceError } from '../domain/errors.js';
import { type Answer, jsonAnswer } from '../http/answer.js';
import { preflight } from '../http/cors.js';
import { BodyTooLargeError, type Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { authenticateClient } from './client-authentication.js';
import { readForm } from './form.js';
import { grants } from './grants/index.js';
import type { TokenResponse } from './grants/grant.js';
import { noStore, OAuthError, oauthErrorAnswer } from './oauth-error.js';

/** POST /oauth2/token (RFC 6749 §3.2; developer guide, "Token endpoint"). */
export function tokenRoutes(services: Services, log: Logger): readonly Route[] {
  const path = '/oauth2/token';
  return [
    { method: 'OPTIONS', path, handle: preflight },
    {
      method: 'POST',
      path,
      handle: async (request) => {
        try {
          const tokens = await grantTokens(services, request);
          log.info({ requestId: request.id, outcome: 'ok' }, 'token endpoint');
          return jsonAnswer(200, tokens, { ...noStore, ...requestIdHeader(request) });
        } catch (error) {
          return refusal(error, request, log);
        }
      },
    },
  ];
}

async function grantTokens(services: Services, request: Request): Promise<TokenResponse> {
  const form = await readForm(request);
  const name = form.get('grant_type');
  if (name === undefined) throw new OAuthError('invalid_request', 'grant_type is missing.');
  const { pool, client } = authenticateClient(services, request, form);
  const grant = grants.get(name);
  if (grant === undefined) throw new OAuthError('unsupported_grant_type');
  return grant.handle(services, { pool, client, form });
}

function refusal(error: unknown, request: Request, log: Logger): Answer {
  const known = toOAuthError(error);
  if (known === undefined) throw error;
  log.info({ requestId: request.id, outcome: known.code }, 'token endpoint');
  const answer = oauthErrorAnswer(known);
  return { ...answer, headers: { ...answer.headers, ...requestIdHeader(request) } };
}

const requestIdHeader = ({ id }: Request) => ({ 'x-amz-cognito-request-id': id });

function toOAuthError(error: unknown): OAuthError | undefined {
  if (error instanceof OAuthError) return error;
  if (error instanceof BodyTooLargeError)
    return new OAuthError('invalid_request', 'The body is too large.');
  // A trigger of the pool refused or failed; its type says how, its text may be the function's own.
  return error instanceof ServiceError ? new OAuthError('invalid_request', error.code) : undefined;
}
