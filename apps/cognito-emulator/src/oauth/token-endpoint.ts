import type { Logger } from '@gatehouse/platform-core';
import { jsonAnswer } from '../http/answer.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { authenticateClient } from './client-authentication.js';
import { type OAuthEndpoint, oauthRoutes } from './endpoint.js';
import { readForm } from './form.js';
import type { TokenResponse } from './grants/grant.js';
import { grants } from './grants/index.js';
import { OAuthError, oauthErrorAnswer } from './oauth-error.js';

/** The second isn't documented; apps in the wild use it. */
const paths = ['/oauth2/token', '/token'];

/**
 * POST /oauth2/token (RFC 6749 §3.2). A client that can't be authenticated gets 400 as for every other fault (developer
 * guide, "Token endpoint").
 */
export function tokenRoutes(services: Services, log: Logger): readonly Route[] {
  const endpoint: Omit<OAuthEndpoint, 'path'> = {
    name: 'token endpoint',
    methods: ['POST'],
    answer: async (request) => jsonAnswer(200, await grantTokens(services, request)),
    refuse: (error) => oauthErrorAnswer(error, 400),
  };
  return paths.flatMap((path) => oauthRoutes({ ...endpoint, path }, services, log));
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
