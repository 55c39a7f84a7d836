import { countHeader, type Logger } from '@gatehouse/platform-core';
import { ServiceError } from '../domain/errors.js';
import { mayRead } from '../domain/pool/client-rules.js';
import type { SignedInUser } from '../domain/token/access-tokens.js';
import { isWithinScopes } from '../domain/token/scoped-attributes.js';
import { computedAttributes } from '../domain/user/user.js';
import { type Answer, jsonAnswer } from '../http/answer.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { oauthRoutes } from './endpoint.js';
import { readForm } from './form.js';
import { OAuthError } from './oauth-error.js';
import { isServedAt, placeOf } from './place.js';

/** GET and POST /oauth2/userInfo (OpenID Connect Core 1.0 §5.3; developer guide, "userInfo endpoint"). */
export function userInfoRoutes(
  services: Pick<Services, 'accessTokens' | 'faults' | 'pools' | 'publicUrl' | 'requests'>,
  log: Logger,
): readonly Route[] {
  return oauthRoutes(
    {
      path: '/oauth2/userInfo',
      name: 'userInfo endpoint',
      methods: ['GET', 'POST'],
      answer: async (request) => jsonAnswer(200, userInfo(await holder(services, request))),
      refuse: bearerRefusal,
    },
    services,
    log,
  );
}

/** Everything is text here, the flags of ID tokens too (developer guide, "userInfo endpoint"). */
function userInfo({ user, client, scopes }: SignedInUser): Readonly<Record<string, string>> {
  const attributes = { ...user.attributes, ...computedAttributes(user) };
  const shown = Object.entries(attributes).filter(
    ([name]) => name === 'sub' || (mayRead(client, name) && isWithinScopes(scopes, name)),
  );
  return { sub: user.sub, ...Object.fromEntries(shown), username: user.username };
}

const invalidToken = (description: string) => new OAuthError('invalid_token', description);

const unusableToken = () =>
  invalidToken(
    'Access token is expired, disabled, or deleted, or the user has globally signed out.',
  );

/** @throws OAuthError */
async function holder(
  services: Pick<Services, 'accessTokens' | 'pools' | 'publicUrl'>,
  request: Request,
): Promise<SignedInUser> {
  const token = await bearerToken(request);
  const signedIn = await holderOf(services, token);
  const place = placeOf(services, request);
  if (place === undefined || !isServedAt(place, signedIn.client)) throw unusableToken();
  if (signedIn.pool.domain === undefined) throw unusableToken();
  if (!signedIn.scopes.includes('openid'))
    throw invalidToken('Access token does not contain openid scope');
  return signedIn;
}

async function holderOf(
  { accessTokens }: Pick<Services, 'accessTokens'>,
  token: string,
): Promise<SignedInUser> {
  try {
    return await accessTokens.holderOf(token);
  } catch (error) {
    throw error instanceof ServiceError ? unusableToken() : error;
  }
}

/** The token in the one place it may be in (RFC 6750 §2.1); one that is elsewhere too may be another's (§3.1). */
async function bearerToken(request: Request): Promise<string> {
  const { headers, rawHeaders, query } = request;
  const [, token] = /^bearer +([\w.~+/-]+=*) *$/i.exec(headers.authorization ?? '') ?? [];
  const isElsewhere = query.has('access_token') || (await isInBody(request));
  if (token === undefined || countHeader(rawHeaders, 'authorization') > 1 || isElsewhere)
    throw new OAuthError('invalid_request', 'Bad OAuth2 request at UserInfo Endpoint');
  return token;
}

async function isInBody(request: Request): Promise<boolean> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(
    request.headers['content-type'] ?? '',
  );
  return isForm && (await readForm(request)).has('access_token');
}

/** The refusal is in the challenge, and in the body for those who look there (RFC 6750 §3). */
function bearerRefusal({ code, description = '' }: OAuthError): Answer {
  return jsonAnswer(
    code === 'invalid_token' ? 401 : 400,
    { error: code, error_description: description },
    { 'www-authenticate': `Bearer error="${code}", error_description="${description}"` },
  );
}
