import {
  type Clock,
  type CodeExchangeOptions,
  type CodeTokens,
  exchangeCode,
  TokenUnavailableError,
  type UserPrincipal,
} from '@gatehouse/auth-core';
import type { PagesChallenge, PagesResponse } from '@gatehouse/contracts';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  IdentityProviderRefusal,
  IdentityProviderUnavailableError,
} from '../identity-provider/errors.js';
import { signInOver, tooManyRequests } from '../identity-provider/faults.js';
import type { Sealer } from '../sealed/sealer.js';
import { isExpectedSignIn } from './page-tokens.js';
import { OtherUserError, StepUpHandleRequiredError } from './step-up.errors.js';
import { isOfUser, isOfUserAndSession, stepUpOwner, stepUpOwnerOf } from './step-up-owner.js';

/** What a step-up at the pool's pages remembers. Its caller carries it, sealed. */
export const pagesState = z.object({
  ...stepUpOwner,
  redirectUri: z.string(),
  codeVerifier: z.string(),
  state: z.string(),
  nonce: z.string(),
  /** Seconds since the epoch. */
  startedAt: z.int(),
});
export type PagesState = z.output<typeof pagesState>;

export interface PagesSignInOptions {
  /** The pool's authorization endpoint, as browsers reach it: `https://<domain>/oauth2/authorize`. */
  readonly authorizationUrl: string;
  /** The confidential client that may use the authorization code grant, and its token endpoint. */
  readonly client: CodeExchangeOptions;
  readonly sealer: Sealer<PagesState>;
  readonly clock: Clock;
}

/** How long a user has to come back, in seconds; the code itself is good for 5 minutes. */
const sessionSeconds = 600;
/** `openid` for the ID token, which has the nonce; the other one for what the handle is good for. */
const scope = 'openid aws.cognito.signin.user.admin';

/**
 * Has users sign in again at the pool's pages, by the authorization code grant with PKCE (RFC 6749 §4.1, RFC 7636). It keeps
 * nothing: what it remembers is in the session that its caller carries.
 */
export class PagesSignIn {
  constructor(private readonly options: PagesSignInOptions) {}

  /** @throws StepUpHandleRequiredError for a user whose tokens do not name their session */
  async start(user: UserPrincipal, redirectUri: string): Promise<PagesChallenge> {
    const { authorizationUrl, client, sealer, clock } = this.options;
    const [codeVerifier, state, nonce] = [randomText(), randomText(), randomText()];
    const startedAt = Math.floor(clock.nowMilliseconds() / 1_000);
    const begun = { redirectUri, codeVerifier, state, nonce, startedAt };
    const session = await sealer.seal({ ...stepUpOwnerOf(user), ...begun }, sessionSeconds);
    const url = new URL(authorizationUrl);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: client.clientId,
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      prompt: 'login',
      code_challenge_method: 'S256',
      code_challenge: sha256(codeVerifier).toString('base64url'),
    }).toString();
    return { challenge: 'pages', session, expires_in: sessionSeconds, url: url.href };
  }

  /**
   * The tokens of the user who has come back.
   *
   * @throws IdentityProviderRefusal `sign_in_expired` when session, state or code do not work or do not belong together
   * @throws OtherUserError when the step-up or the sign-in is of another user
   * @throws StepUpHandleRequiredError when the step-up began in another session
   * @throws EarlierSignInError when the user did not sign in again
   * @throws IdentityProviderUnavailableError when the code cannot be exchanged
   */
  async finish(user: UserPrincipal, response: PagesResponse): Promise<CodeTokens> {
    const begun = await this.options.sealer.open(response.session);
    if (!begun) throw new IdentityProviderRefusal(...signInOver);
    if (!isOfUser(begun, user)) throw new OtherUserError();
    if (!isOfUserAndSession(begun, user)) throw new StepUpHandleRequiredError();
    if (!isSame(response.state, begun.state)) throw expired('state_mismatch');
    const { client } = this.options;
    const tokens = await exchangeCode(client, { ...begun, code: response.code }).catch(asRefusal);
    const { nonce, startedAt } = begun;
    if (!isExpectedSignIn(tokens, { user, clientId: client.clientId, nonce, startedAt })) {
      throw expired('nonce_mismatch');
    }
    return tokens;
  }
}

/** 256 bits, in as many characters as a code verifier needs at least (RFC 7636 §4.1). */
const randomText = (): string => randomBytes(32).toString('base64url');

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Takes the same time wherever the texts differ. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(sha256(one), sha256(other));

/** @param logReason for the log: what does not work */
const expired = (logReason: string): IdentityProviderRefusal =>
  new IdentityProviderRefusal(...signInOver).withLogReason(logReason);

function asRefusal(error: unknown): never {
  if (!(error instanceof TokenUnavailableError)) throw error;
  if (error.reason === 'invalid_grant') throw expired(error.reason);
  if (error.reason === 'throttled') throw new IdentityProviderRefusal(...tooManyRequests);
  throw new IdentityProviderUnavailableError(error.reason);
}
