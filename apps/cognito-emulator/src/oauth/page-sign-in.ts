import { secretHash } from '../domain/secret-hash.js';
import type { Request } from '../http/request.js';
import { provedBy } from '../operations/sign-in/complete-sign-in.js';
import type { SignInAttempt } from '../operations/sign-in/auth-flow.js';
import type { Services } from '../operations/services.js';
import type { AuthorizationRequest } from './authorization/authorization-types.js';
import { completeAuthorization } from './authorization/complete-authorization.js';
import { rememberSignIn } from './browser-session.js';

/** What a sign-in at a page ends in: the way back to the client, and the cookie that remembers the user. */
export interface PageSignInEnd {
  readonly location: string;
  readonly cookie: string;
}

/** Whether a step of a sign-in was its last; otherwise it asked for something more. */
export const isPageSignInEnd = (answer: object): answer is PageSignInEnd =>
  'location' in answer && 'cookie' in answer;

/**
 * A sign-in at the pages of a pool's domain, for the flows and challenges of the API to run: it ends in an answer to the
 * client that sent the browser here. The page is Cognito's own, and proves the client's secret itself.
 * A level that was asked for is reached by USER_AUTH alone.
 * @param parameters what the user filled in, `USERNAME` among it
 */
export function pageSignIn(
  services: Services,
  authorization: AuthorizationRequest,
  request: Request,
  parameters: Readonly<Record<string, string>>,
): SignInAttempt {
  const { pool, client, acrValues } = authorization;
  const [secret] = client.secrets;
  const proof = secret && secretHash(secret.value, parameters.USERNAME ?? '', client.id);
  return {
    pool,
    client,
    parameters: {
      ...parameters,
      ...(proof === undefined ? {} : { SECRET_HASH: proof }),
      ...(acrValues.length === 0 ? {} : { TARGET_ACR_VALUES: acrValues.join(' ') }),
    },
    byAdmin: false,
    complete: async (state) => {
      const { user, progress } = state;
      const { factors } = progress;
      const signedInAt = services.clock.nowMilliseconds();
      const completed = await completeAuthorization(services, authorization, state, signedInAt);
      const signIn = { sub: user.sub, factors, signedInAt };
      const { cookie, changes } = rememberSignIn(services, pool, request, signIn);
      const event = services.authEvents.changes(pool, user, {
        id: completed.eventId,
        type: 'SignIn',
        response: 'Pass',
        challenges: provedBy(factors),
      });
      const answer: PageSignInEnd = { location: completed.location, cookie };
      return { answer, changes: [...completed.changes, ...changes, ...event] };
    },
  };
}
