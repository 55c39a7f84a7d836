import type {
  ChallengeResponse,
  SignInChallenge,
  SignInResult,
  StartSignIn,
} from '@gatehouse/contracts';
import { Injectable } from '@nestjs/common';
import { CognitoSignIn, type SignInOutcome } from '../identity-provider/sign-in/cognito-sign-in.js';
import type { SignInState } from '../identity-provider/sign-in/sign-in-state.js';
import { newDeviceOf, tokensOf } from '../identity-provider/tokens-of.js';
import { PasswordRules } from '../passwords/password-rules.js';

/** Signs users in, whose tokens they then hold. Its methods throw what those of CognitoSignIn do. */
@Injectable()
export class SignInService {
  constructor(
    private readonly signIn: CognitoSignIn,
    private readonly passwords: PasswordRules,
  ) {}

  async start(request: StartSignIn): Promise<SignInResult> {
    return signInResult(await this.signIn.start(request));
  }

  /** What the session of a challenge remembers. */
  open(session: string): Promise<SignInState> {
    return this.signIn.open(session);
  }

  /** @throws CommonPasswordError for a new password; the session of the challenge can be used again */
  async respond(response: ChallengeResponse, state: SignInState): Promise<SignInResult> {
    if (response.challenge === 'new_password') {
      this.passwords.check(response.password, { email: state.givenName });
    }
    return signInResult(await this.signIn.respond(response, state));
  }
}

/** Whether a sign-in goes on with a challenge. */
export function isChallenge(result: SignInResult): result is SignInChallenge {
  return 'challenge' in result;
}

function signInResult(outcome: SignInOutcome): SignInResult {
  if ('challenge' in outcome) return outcome.challenge;
  const device = newDeviceOf(outcome.result.NewDeviceMetadata);
  return { ...tokensOf(outcome.result), ...(device ? { device } : {}) };
}
