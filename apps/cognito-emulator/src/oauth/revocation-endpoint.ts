import type { Logger } from '@gatehouse/platform-core';
import { ServiceError } from '../domain/errors.js';
import type { Answer } from '../http/answer.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { revokeRefreshToken } from '../operations/tokens/revoke-refresh-token.js';
import { authenticateClient } from './client-authentication.js';
import { oauthRoutes } from './endpoint.js';
import { readForm } from './form.js';
import { OAuthError, oauthErrorAnswer, type OAuthErrorCode } from './oauth-error.js';

/** POST /oauth2/revoke (RFC 7009; developer guide, "Revoke endpoint"). */
export function revocationRoutes(services: Services, log: Logger): readonly Route[] {
  return oauthRoutes(
    {
      path: '/oauth2/revoke',
      name: 'revocation endpoint',
      methods: ['POST'],
      answer: (request) => revoke(services, request),
      refuse: (error) => oauthErrorAnswer(error, error.code === 'invalid_client' ? 401 : 400),
    },
    services,
    log,
  );
}

/** The refusals of a revocation in OAuth's words; another client's token is RFC 6749 §5.2's `invalid_grant`. */
const codes: ReadonlyMap<string, OAuthErrorCode> = new Map([
  ['UnsupportedOperationException', 'invalid_request'],
  ['UnsupportedTokenTypeException', 'unsupported_token_type'],
  ['UnauthorizedException', 'invalid_grant'],
]);

async function revoke(
  services: Pick<Services, 'keys' | 'pools' | 'publicUrl' | 'sessions' | 'store' | 'users'>,
  request: Request,
): Promise<Answer> {
  const form = await readForm(request);
  const { client } = authenticateClient(services, request, form);
  const token = form.get('token');
  if (token === undefined) throw new OAuthError('invalid_request', 'token is missing.');
  try {
    await revokeRefreshToken(services, client, token);
    return { status: 200 };
  } catch (error) {
    const code = error instanceof ServiceError ? codes.get(error.code) : undefined;
    if (code === undefined || !(error instanceof ServiceError)) throw error;
    throw new OAuthError(code, error.publicMessage);
  }
}
