import type { Logger } from '@gatehouse/platform-core';
import { type Answer, redirect } from '../http/answer.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import {
  type AuthorizationRequest,
  authorizationQuery,
  readAuthorizationRequest,
  refusal,
} from './authorization/authorization-request.js';
import { completeAuthorization } from './authorization/complete-authorization.js';
import { suffices } from './authorization/sufficient-sign-in.js';
import { type SignedInHere, signedInHere } from './browser-session.js';
import { pageRoute } from './page-endpoint.js';

/** GET /oauth2/authorize (RFC 6749 §3.1; developer guide, "Authorize endpoint"). */
export function authorizationRoutes(services: Services, log: Logger): readonly Route[] {
  const endpoint = {
    method: 'GET',
    path: '/oauth2/authorize',
    faultName: 'authorize',
    name: 'authorization endpoint',
    answer: (request: Request) => authorize(services, request),
  } as const;
  return [pageRoute(endpoint, services, log)];
}

/** Sends the browser straight back when somebody is signed in there, and to the sign-in page when not. */
async function authorize(services: Services, request: Request): Promise<Answer> {
  const authorization = readAuthorizationRequest(services, request);
  const signedIn = sufficientSignIn(services, authorization, request);
  if (signedIn === undefined) {
    if (authorization.prompt.includes('none')) throw refusal(authorization, 'login_required');
    return redirect(`/login?${authorizationQuery(authorization)}`);
  }
  const { user, factors, signedInAt } = signedIn;
  const standing = { user, progress: { factors } };
  const completed = await completeAuthorization(services, authorization, standing, signedInAt);
  await services.store.commit(completed.changes);
  return redirect(completed.location);
}

/** Who signed in in this browser last, if the request is content with that. */
function sufficientSignIn(
  services: Services,
  authorization: AuthorizationRequest,
  request: Request,
): SignedInHere | undefined {
  const { pool, prompt } = authorization;
  if (prompt.includes('select_account')) return undefined;
  const last = signedInHere(services, pool, request).at(-1);
  const now = services.clock.nowMilliseconds();
  return last && suffices(authorization, last, now) ? last : undefined;
}
