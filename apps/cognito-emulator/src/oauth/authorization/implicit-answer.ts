import type { AuthorizationGrant } from '../../domain/authorization/authorization-code.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../../operations/services.js';
import type { AuthorizationRequest, CompletedAuthorization } from './authorization-types.js';
import { grantedSession } from './granted-session.js';
import { responseLocation } from './response-location.js';

/** Tokens in the fragment of the redirect URI, without a refresh token (RFC 6749 §4.2.2). */
export async function implicitAnswer(
  services: Pick<Services, 'clock' | 'sessions' | 'tokens'>,
  authorization: AuthorizationRequest,
  user: User,
  grant: AuthorizationGrant,
): Promise<CompletedAuthorization> {
  const { pool, client } = authorization;
  const { session, request } = grantedSession(services, { pool, client, user, grant });
  const issued = await services.tokens.forUser(request);
  const location = responseLocation(authorization, {
    access_token: issued.accessToken,
    id_token: issued.idToken,
    token_type: 'bearer',
    expires_in: String(issued.expiresIn),
  });
  return { location, eventId: grant.eventId, changes: services.sessions.start(session) };
}
