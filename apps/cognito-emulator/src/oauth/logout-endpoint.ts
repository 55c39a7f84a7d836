import type { Logger } from '@gatehouse/platform-core';
import { canBeSentTo } from '../domain/pool/redirect-urls.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import { type Answer, redirect } from '../http/answer.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { PageError } from './authorization/authorization-errors.js';
import {
  authorizationQuery,
  readAuthorizationRequest,
} from './authorization/authorization-request.js';
import { clientAt } from './authorization/redirect-target.js';
import { headerSafe } from './authorization/response-location.js';
import { forgetSignIns } from './browser-session.js';
import { pageRoute, type PageSupport } from './page-endpoint.js';
import { addressOf } from './place.js';

/** GET /logout (developer guide, "Logout endpoint"): forgets who is signed in in the browser. Tokens live on. */
export function logoutRoutes(
  services: Services,
  log: Logger,
  { failure }: Pick<PageSupport, 'failure'>,
): readonly Route[] {
  const endpoint = {
    method: 'GET',
    path: '/logout',
    faultName: 'logout',
    name: 'logout endpoint',
    answer: (request: Request) => logOut(services, request),
  } as const;
  return [pageRoute(endpoint, services, log, failure)];
}

async function logOut(
  services: Pick<
    Services,
    'browserSessions' | 'pools' | 'publicUrl' | 'requiresPkce' | 'store' | 'users'
  >,
  request: Request,
): Promise<Answer> {
  const { pool, location } = wayOut(services, request);
  const { cookie, changes } = forgetSignIns(services, pool, request);
  if (changes.length > 0) await services.store.commit(changes);
  return redirect(location, { 'set-cookie': cookie });
}

/** Where to go afterwards: a registered `logout_uri`, or the sign-in page for a redirect URI. */
function wayOut(
  services: Pick<Services, 'pools' | 'publicUrl' | 'requiresPkce' | 'store'>,
  request: Request,
): { readonly pool: UserPool; readonly location: string } {
  const [logoutUri, ...more] = request.query.getAll('logout_uri').filter(Boolean);
  if (logoutUri === undefined) {
    const authorization = readAuthorizationRequest(services, request);
    const login = `/login?${authorizationQuery(authorization)}`;
    return { pool: authorization.pool, location: addressOf(services, request, login) };
  }
  const [clientId, ...others] = request.query.getAll('client_id').filter(Boolean);
  if (more.length > 0 || others.length > 0) throw new PageError('invalid_request');
  const { pool, client } = clientAt(services, request, clientId);
  const registered = client.settings.LogoutURLs ?? [];
  if (!registered.includes(logoutUri) || !canBeSentTo(logoutUri))
    throw new PageError('redirect_mismatch', client.id);
  return { pool, location: headerSafe(logoutUri) };
}
