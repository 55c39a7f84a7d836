import type { UserPrincipal } from '@gatehouse/auth-core';
import type {
  PagesResponse,
  StartSignIn,
  StartStepUp,
  StepUpChallengeResponse,
  StepUpResult,
} from '@gatehouse/contracts';
import { IdentityProviderUnavailableError } from '../identity-provider/errors.js';
import { subjectInPool } from '../identity-provider/session-of-token.js';
import type { CognitoSignIn, SignInOutcome } from '../identity-provider/sign-in/cognito-sign-in.js';
import { newDeviceOf } from '../identity-provider/tokens-of.js';
import type { PagesSignIn } from './pages-sign-in.js';
import { OtherUserError, PagesUnavailableError } from './step-up.errors.js';
import type { StepUp, StepUpHandles } from './step-up-handles.js';

/** So much earlier than its token the handle ends, so that Cognito still accepts the token of a request that takes its time. */
const marginSeconds = 10;
/** A handle is good for no longer, whatever the app client's tokens are. */
const mostSeconds = 300;

/**
 * Signs users in a second time, through the app client `account`, before they do what lasts. The tokens stay here.
 *
 * Its methods throw what those of CognitoSignIn and PagesSignIn do, and PagesUnavailableError.
 */
export class StepUpService {
  constructor(
    private readonly signIn: CognitoSignIn,
    private readonly handles: StepUpHandles,
    /** Absent where the service knows no pages. */
    private readonly pages?: PagesSignIn,
  ) {}

  async start(user: UserPrincipal, request: StartStepUp): Promise<StepUpResult> {
    if (request.method === 'pages') return this.atPages().start(user, request.redirect_uri);
    return this.result(user, await this.signIn.start(firstStep(user.username, request)));
  }

  async respond(user: UserPrincipal, response: StepUpChallengeResponse): Promise<StepUpResult> {
    if (response.challenge === 'pages') return this.respondFromPages(user, response);
    const state = await this.signIn.open(response.session);
    if (state.givenName !== user.username) throw new OtherUserError();
    return this.result(user, await this.signIn.respond(response, state));
  }

  /** @throws StepUpHandleRequiredError */
  open(user: UserPrincipal, handle: string | undefined): Promise<StepUp> {
    return this.handles.open(user, handle);
  }

  private async respondFromPages(
    user: UserPrincipal,
    response: PagesResponse,
  ): Promise<StepUpResult> {
    const tokens = await this.atPages().finish(user, response);
    const result = { AccessToken: tokens.accessToken, ExpiresIn: tokens.lifetimeSeconds };
    return this.result(user, { result });
  }

  private atPages(): PagesSignIn {
    if (this.pages === undefined) throw new PagesUnavailableError();
    return this.pages;
  }

  /** @throws OtherUserError */
  private async result(user: UserPrincipal, outcome: SignInOutcome): Promise<StepUpResult> {
    if ('challenge' in outcome) return outcome.challenge;
    const { AccessToken: accessToken, ExpiresIn = 0, NewDeviceMetadata } = outcome.result;
    const expires_in = Math.min(mostSeconds, ExpiresIn) - marginSeconds;
    if (accessToken === undefined || expires_in <= 0) {
      throw new IdentityProviderUnavailableError('incomplete answer');
    }
    if (subjectInPool(accessToken, user.poolId) !== user.subject) throw new OtherUserError();
    const device = newDeviceOf(NewDeviceMetadata);
    const proof = { accessToken, newDeviceKey: device?.key };
    const step_up = await this.handles.issue(user, proof, expires_in);
    return { step_up, expires_in, ...(device === undefined ? {} : { device }) };
  }
}

function firstStep(
  username: string,
  request: Exclude<StartStepUp, { readonly method: 'pages' }>,
): StartSignIn {
  if (request.method === 'srp') return { method: 'srp', username, srp_a: request.srp_a };
  if (request.method === 'passkey') return { method: 'choice', username, preferred: 'passkey' };
  return { username, password: request.password };
}
