import type { AuthorizationCode } from '../../domain/authorization/authorization-code.js';
import { ServiceError } from '../../domain/errors.js';
import { allowsOAuthFlow } from '../../domain/pool/client-rules.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../../operations/services.js';
import { provesCodeChallenge } from '../authorization/code-challenge.js';
import { grantedSession } from '../authorization/granted-session.js';
import { OAuthError } from '../oauth-error.js';
import type { Grant, GrantRequest, TokenResponse } from './grant.js';

/** Tokens for the code of a sign-in, once (RFC 6749 §4.1.3; developer guide, "Token endpoint"). */
export const authorizationCode: Grant = {
  name: 'authorization_code',
  async handle(services, request) {
    const { pool, client, form } = request;
    if (!allowsOAuthFlow(client, 'code')) throw new OAuthError('unauthorized_client');
    const [text, redirectUri] = [form.get('code'), form.get('redirect_uri')];
    if (text === undefined) throw new OAuthError('invalid_request', 'code is missing.');
    if (redirectUri === undefined)
      throw new OAuthError('invalid_request', 'redirect_uri is missing.');
    const code = services.authorizationCodes.find(text);
    const user = code && services.users.findBySub(pool.id, code.sub);
    if (code?.clientId !== client.id || user === undefined) throw new OAuthError('invalid_grant');
    return exclusively(services, user, async (current) => {
      const fresh = services.authorizationCodes.find(text);
      if (fresh === undefined) throw new OAuthError('invalid_grant');
      await requireGood(services, request, fresh);
      if (!current.enabled) throw new OAuthError('invalid_grant');
      return issue(services, request, fresh, current);
    });
  },
};

/** A user who was deleted meanwhile has no code either. */
async function exclusively<Result>(
  { users }: Pick<Services, 'users'>,
  user: User,
  work: (current: User) => Promise<Result>,
): Promise<Result> {
  try {
    return await users.exclusively(user, work);
  } catch (error) {
    throw error instanceof ServiceError ? new OAuthError('invalid_grant') : error;
  }
}

/** @throws OAuthError */
async function requireGood(
  services: Pick<Services, 'authorizationCodes' | 'sessions' | 'store'>,
  { form }: GrantRequest,
  code: AuthorizationCode,
): Promise<void> {
  if (code.usedFor !== undefined) {
    await endSession(services, code.usedFor);
    throw new OAuthError('invalid_grant');
  }
  if (services.authorizationCodes.hasExpired(code)) throw new OAuthError('invalid_grant');
  if (form.get('redirect_uri') !== code.redirectUri)
    throw new OAuthError('unauthorized_client', 'invalid_redirect');
  if (!provesCodeChallenge(code.codeChallenge, form.get('code_verifier')))
    throw new OAuthError('invalid_grant');
}

/** Somebody has got hold of a code that is used twice: who was first isn't known to be the client (RFC 6749 §4.1.2). */
async function endSession(
  { sessions, store }: Pick<Services, 'sessions' | 'store'>,
  id: string,
): Promise<void> {
  const session = sessions.find(id);
  const changes = session === undefined ? [] : sessions.revocation([session]);
  if (changes.length > 0) await store.commit(changes);
}

async function issue(
  services: Pick<Services, 'authorizationCodes' | 'clock' | 'sessions' | 'store' | 'tokens'>,
  { pool, client }: GrantRequest,
  code: AuthorizationCode,
  user: User,
): Promise<TokenResponse> {
  const { session, request } = grantedSession(services, { pool, client, user, grant: code });
  const [issued, refreshToken] = await Promise.all([
    services.tokens.forUser(request),
    services.tokens.refreshToken(session, session.refreshTokens[0]?.id ?? ''),
  ]);
  await services.store.commit([
    ...services.sessions.start(session),
    services.authorizationCodes.use(code, session.id),
  ]);
  return {
    id_token: issued.idToken,
    access_token: issued.accessToken,
    refresh_token: refreshToken,
    expires_in: issued.expiresIn,
    token_type: 'Bearer',
  };
}
