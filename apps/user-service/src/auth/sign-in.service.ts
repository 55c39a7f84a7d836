import type {
  ChallengeResponse,
  RefreshTokens,
  SignInChallenge,
  SignInResult,
  StartSignIn,
  Tokens,
} from '@gatehouse/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { invalidRefreshToken } from '../identity-provider/faults.js';
import { IdentityProviderRefusal } from '../identity-provider/errors.js';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { CognitoSignIn, type SignInOutcome } from '../identity-provider/sign-in/cognito-sign-in.js';
import type { SignInState } from '../identity-provider/sign-in/sign-in-state.js';
import { newDeviceOf, tokensOf } from '../identity-provider/tokens-of.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { SessionsService } from '../sessions/sessions.service.js';

/** Signs users in, whose tokens they then hold. Its methods throw what those of CognitoSignIn do. */
@Injectable()
export class SignInService {
  private readonly logger = new Logger('sign-in');

  constructor(
    private readonly signIn: CognitoSignIn,
    private readonly identityProvider: IdentityProvider,
    private readonly passwords: PasswordRules,
    private readonly sessions: SessionsService,
  ) {}

  async start(request: StartSignIn, userAgent: string | null): Promise<SignInResult> {
    return this.result(await this.signIn.start(request), userAgent);
  }

  /** What the session of a challenge remembers. */
  open(session: string): Promise<SignInState> {
    return this.signIn.open(session);
  }

  /** @throws CommonPasswordError for a new password; the session of the challenge can be used again */
  async respond(
    response: ChallengeResponse,
    state: SignInState,
    userAgent: string | null,
  ): Promise<SignInResult> {
    if (response.challenge === 'new_password') {
      this.passwords.check(response.password, { email: state.givenName });
    }
    return this.result(await this.signIn.respond(response, state), userAgent);
  }

  /**
   * New tokens of a session. Cognito refreshes a session that has ended at the gateways alone; such a refresh token is
   * revoked at its first use.
   */
  async refresh(request: RefreshTokens, userAgent: string | null): Promise<Tokens> {
    const tokens = await this.identityProvider.refresh(request.refresh_token, request.device_key);
    if ((await this.sessions.issued(tokens, userAgent)) === 'active') return tokens;
    await this.identityProvider.revokeOwn(tokens.refresh_token).catch((err: unknown) => {
      this.logger.warn({ msg: 'the refresh token of an ended session works on', err });
    });
    throw new IdentityProviderRefusal(...invalidRefreshToken);
  }

  private async result(outcome: SignInOutcome, userAgent: string | null): Promise<SignInResult> {
    if ('challenge' in outcome) return outcome.challenge;
    const tokens = tokensOf(outcome.result);
    await this.sessions.issued(tokens, userAgent);
    const device = newDeviceOf(outcome.result.NewDeviceMetadata);
    return { ...tokens, ...(device ? { device } : {}) };
  }
}

/** Whether a sign-in goes on with a challenge. */
export function isChallenge(result: SignInResult): result is SignInChallenge {
  return 'challenge' in result;
}
