import { basicAuthentication } from '../client-credentials/basic-authentication.js';
import { boundedPost } from '../client-credentials/bounded-post.js';
import { clientCredentialsLimits } from '../client-credentials/limits.js';
import { grantedToken } from '../client-credentials/token-answer.js';
import { errorCodes } from '../client-credentials/token-endpoint.js';
import type { TokenMethod } from '../client-credentials/token-method.js';
import {
  TokenUnavailableError,
  type TokenUnavailableReason,
} from '../client-credentials/token-unavailable.error.js';
import { systemClock } from '../clock.js';

/** A confidential app client, and where it exchanges codes. */
export interface CodeExchangeOptions {
  /** The token endpoint, `https://<domain>/oauth2/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The longest time of an exchange; by default that of a request for a client-credentials token. */
  readonly timeoutMilliseconds?: number;
}

/** An authorization code, with what its authorization request stated or derived from. */
export interface AuthorizationCode {
  readonly code: string;
  /** The `redirect_uri` of the authorization request. */
  readonly redirectUri: string;
  /** The text of which the request's `code_challenge` is the SHA-256 (RFC 7636 §4.1). */
  readonly codeVerifier: string;
}

/** The tokens of a user who has signed in at the pool's pages. */
export interface CodeTokens {
  readonly accessToken: string;
  /** Present when the authorization request had the scope `openid`. */
  readonly idToken?: string;
  /** How long the access token is good for. */
  readonly lifetimeSeconds: number;
}

/**
 * Exchanges an authorization code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.5). Signatures are not checked: the tokens come
 * from the token endpoint itself (OpenID Connect Core §3.1.3.7, step 6). Claims are for the caller to check, such as
 * `nonce`, `aud` and `auth_time`.
 *
 * @throws TokenUnavailableError `invalid_grant` for a code that was used, has expired or is not of this request; other
 *   reasons as for client-credentials tokens
 */
export async function exchangeCode(
  { tokenUrl, clientId, clientSecret, timeoutMilliseconds }: CodeExchangeOptions,
  { code, redirectUri, codeVerifier }: AuthorizationCode,
): Promise<CodeTokens> {
  const { requestTimeoutMilliseconds, answerBytes } = clientCredentialsLimits;
  const request = {
    url: tokenUrl,
    headers: {
      accept: 'application/json',
      authorization: basicAuthentication(clientId, clientSecret),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    }).toString(),
  };
  const bounds = {
    timeoutMilliseconds: timeoutMilliseconds ?? requestTimeoutMilliseconds,
    answerBytes,
    nowMilliseconds: systemClock.nowMilliseconds(),
  };
  const answer = await boundedPost(request, bounds, new AbortController().signal);
  const { token: accessToken, lifetimeSeconds } = grantedToken(codeGrant, answer, '');
  const { id_token: idToken } = answer.body as { readonly id_token?: unknown };
  if (idToken === undefined) return { accessToken, lifetimeSeconds };
  if (typeof idToken !== 'string') {
    throw new TokenUnavailableError('bad_answer', 'the ID token is not a text');
  }
  return { accessToken, idToken, lifetimeSeconds };
}

/** The scopes are those that the user has granted, and are in the access token. */
const codeGrant: Pick<TokenMethod, 'fields' | 'fault'> = {
  fields: ({ access_token: token, token_type: tokenType, expires_in: expiresIn }) => ({
    token,
    tokenType,
    expiresIn,
  }),
  fault: ({ error }) => (typeof error === 'string' ? codeErrors.get(error) : undefined),
};

/** Error codes of RFC 6749 §5.2; in this grant `invalid_grant` is about the code. */
const codeErrors: ReadonlyMap<string, TokenUnavailableReason> = new Map<
  string,
  TokenUnavailableReason
>([...errorCodes, ['invalid_grant', 'invalid_grant']]);
