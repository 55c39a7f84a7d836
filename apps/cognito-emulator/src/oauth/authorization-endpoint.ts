import type { Logger } from '@gatehouse/platform-core';
import { type Answer, redirect } from '../http/answer.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import {
  authorizationQuery,
  readAuthorizationRequest,
  refusal,
} from './authorization/authorization-request.js';
import type { AuthorizationRequest } from './authorization/authorization-types.js';
import { completeAuthorization } from './authorization/complete-authorization.js';
import { suffices } from './authorization/sufficient-sign-in.js';
import { type SignedInHere, signedInHere } from './browser-session.js';
import { pageRoute, type PageSupport } from './page-endpoint.js';
import { addressOf } from './place.js';

/** The second isn't documented; clients of AWS's own, such as cognito-at-edge, use it. */
const paths = ['/oauth2/authorize', '/authorize'];

/** GET /oauth2/authorize (RFC 6749 §3.1; developer guide, "Authorize endpoint"). */
export function authorizationRoutes(
  services: Services,
  log: Logger,
  support: PageSupport,
): readonly Route[] {
  const endpoint = {
    method: 'GET',
    faultName: 'authorize',
    name: 'authorization endpoint',
    answer: (request: Request) => authorize(services, support, request),
  } as const;
  return paths.map((path) => pageRoute({ ...endpoint, path }, services, log, support.failure));
}

/**
 * Sends the browser straight back when somebody is signed in there, and to the sign-in page when not. Scripts that fill
 * in that page's form without looking at it have its token from here, as at Cognito.
 */
async function authorize(
  services: Services,
  { formCookie }: PageSupport,
  request: Request,
): Promise<Answer> {
  const authorization = readAuthorizationRequest(services, request);
  const signedIn = sufficientSignIn(services, authorization, request);
  if (signedIn === undefined) {
    if (authorization.prompt.includes('none')) throw refusal(authorization, 'login_required');
    const location = addressOf(services, request, `/login?${authorizationQuery(authorization)}`);
    const cookie = formCookie(request);
    return redirect(location, cookie === undefined ? {} : { 'set-cookie': cookie });
  }
  const { user, factors, signedInAt } = signedIn;
  const state = { user, progress: { factors } };
  const completed = await completeAuthorization(services, authorization, state, signedInAt);
  await services.store.commit(completed.changes);
  return redirect(completed.location);
}

/** Who signed in in this browser last, if the request is content with that. */
function sufficientSignIn(
  services: Pick<Services, 'browserSessions' | 'clock' | 'pools' | 'publicUrl' | 'users'>,
  authorization: AuthorizationRequest,
  request: Request,
): SignedInHere | undefined {
  const { pool, prompt } = authorization;
  if (prompt.includes('select_account')) return undefined;
  const last = signedInHere(services, pool, request).at(-1);
  const now = services.clock.nowMilliseconds();
  return last && suffices(authorization, last, now) ? last : undefined;
}
