import { Public } from '@gatehouse/auth-nest';
import {
  challengeResponse,
  type ChallengeResponse,
  confirmSignUp,
  type ConfirmSignUp,
  forgotPassword,
  type ForgotPassword,
  refreshTokens,
  type RefreshTokens,
  resendCode,
  type ResendCode,
  resetPassword,
  type ResetPassword,
  signedUp,
  type SignedUp,
  signInResult,
  type SignInResult,
  signUp,
  type SignUp,
  startSignIn,
  type StartSignIn,
  tokens,
  type Tokens,
} from '@gatehouse/contracts';
import {
  Answers,
  RecordsSecurityEvent,
  Refuses,
  securityEventOf,
  valid,
} from '@gatehouse/platform-nest';
import { Body, Controller, Header, Post, Req } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { challengeRefusals, signInRefusals } from '../identity-provider/sign-in/refusals.js';
import { CommonPasswordError } from '../passwords/common-password.error.js';
import {
  RevocationIncompleteError,
  RevocationsFullError,
} from '../revocations/revocation.errors.js';
import { UserAgent } from '../sessions/user-agent.js';
import { PasswordResetService } from './password-reset.service.js';
import { isChallenge, SignInService } from './sign-in.service.js';
import { SignUpService } from './sign-up.service.js';
import { subjectOfTokens } from './subject-of-tokens.js';

/** What Cognito may say no with, each time under a word of our own. */
const refusals = {
  signUp: [
    CommonPasswordError,
    ...cognitoRefusals(
      'signUp',
      'InvalidPasswordException',
      'NotAuthorizedException',
      'UserLambdaValidationException',
      'TooManyRequestsException',
    ),
  ],
  confirm: cognitoRefusals(
    'confirmSignUp',
    'CodeMismatchException',
    'AliasExistsException',
    'TooManyRequestsException',
  ),
  resendCode: cognitoRefusals('resendCode', 'TooManyRequestsException'),
  forgotPassword: cognitoRefusals('forgotPassword', 'TooManyRequestsException'),
  resetPassword: [
    CommonPasswordError,
    ...cognitoRefusals(
      'resetPassword',
      'CodeMismatchException',
      'InvalidPasswordException',
      'TooManyRequestsException',
    ),
    RevocationIncompleteError,
    RevocationsFullError,
  ],
  refresh: cognitoRefusals('refresh', 'NotAuthorizedException', 'TooManyRequestsException'),
};

/** How the security event of a step of a sign-in depends on where it led. */
const ofSignIn = {
  successOf: (result: SignInResult) => (isChallenge(result) ? 'auth.challenged' : undefined),
  subjectOf: (result: SignInResult) => (isChallenge(result) ? undefined : subjectOfTokens(result)),
} as const;

/** Signing up and in, and what to do about a forgotten password. Answers with tokens in them may not be kept (RFC 6749 §5.1). */
@Controller('auth')
export class AuthController {
  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly signUps: SignUpService,
    private readonly signIns: SignInService,
    private readonly passwordResets: PasswordResetService,
  ) {}

  @Post('sign-up')
  @Public()
  @RecordsSecurityEvent({
    names: { success: 'auth.signed_up', failure: 'auth.sign_up_failed' },
    nameMember: 'email',
    subjectOf: ({ userId }: SignedUp) => userId,
  })
  @Answers(201, signedUp)
  @Refuses(...refusals.signUp)
  async signUp(@Body(valid(signUp)) body: SignUp, @Req() request: object): Promise<SignedUp> {
    const { signedUp, isNew } = await this.signUps.signUp(body);
    if (!isNew) securityEventOf(request)?.failSecretly('user_exists');
    return signedUp;
  }

  @Post('confirm')
  @Public()
  @RecordsSecurityEvent({
    names: { success: 'auth.confirmed', failure: 'auth.confirm_failed' },
    nameMember: 'email',
  })
  @Answers(204)
  @Refuses(...refusals.confirm)
  async confirm(@Body(valid(confirmSignUp)) { email, code }: ConfirmSignUp): Promise<void> {
    await this.identityProvider.confirmSignUp(email, code);
  }

  @Post('resend-code')
  @Public()
  @RecordsSecurityEvent({
    names: { success: 'auth.code_requested', failure: 'auth.code_request_failed' },
    nameMember: 'email',
  })
  @Answers(202)
  @Refuses(...refusals.resendCode)
  async resendCode(@Body(valid(resendCode)) { email }: ResendCode): Promise<void> {
    await this.identityProvider.resendCode(email);
  }

  @Post('token')
  @Public()
  @RecordsSecurityEvent({
    names: { success: 'auth.signed_in', failure: 'auth.sign_in_failed' },
    nameMember: 'username',
    ...ofSignIn,
  })
  @Answers(200, signInResult)
  @Refuses(...signInRefusals)
  @Header('cache-control', 'no-store')
  signIn(
    @Body(valid(startSignIn)) request: StartSignIn,
    @UserAgent() userAgent: string | null,
  ): Promise<SignInResult> {
    return this.signIns.start(request, userAgent);
  }

  @Post('challenge')
  @Public()
  @RecordsSecurityEvent({
    names: { success: 'auth.signed_in', failure: 'auth.sign_in_failed' },
    ...ofSignIn,
  })
  @Answers(200, signInResult)
  @Refuses(...challengeRefusals, CommonPasswordError)
  @Header('cache-control', 'no-store')
  async challenge(
    @Body(valid(challengeResponse)) response: ChallengeResponse,
    @Req() request: object,
    @UserAgent() userAgent: string | null,
  ): Promise<SignInResult> {
    const state = await this.signIns.open(response.session);
    securityEventOf(request)?.concerns({ signInName: state.givenName });
    return this.signIns.respond(response, state, userAgent);
  }

  @Post('refresh')
  @Public()
  @RecordsSecurityEvent({
    names: { success: 'auth.refreshed', failure: 'auth.refresh_failed' },
    subjectOf: subjectOfTokens,
  })
  @Answers(200, tokens)
  @Refuses(...refusals.refresh)
  @Header('cache-control', 'no-store')
  refresh(
    @Body(valid(refreshTokens)) request: RefreshTokens,
    @UserAgent() userAgent: string | null,
  ): Promise<Tokens> {
    return this.signIns.refresh(request, userAgent);
  }

  @Post('forgot-password')
  @Public()
  @RecordsSecurityEvent({
    names: { success: 'auth.code_requested', failure: 'auth.code_request_failed' },
    nameMember: 'email',
  })
  @Answers(202)
  @Refuses(...refusals.forgotPassword)
  async forgotPassword(@Body(valid(forgotPassword)) { email }: ForgotPassword): Promise<void> {
    await this.passwordResets.sendCode(email);
  }

  @Post('reset-password')
  @Public()
  @RecordsSecurityEvent({
    names: { success: 'auth.password_reset', failure: 'auth.password_reset_failed' },
    nameMember: 'email',
  })
  @Answers(204)
  @Refuses(...refusals.resetPassword)
  async resetPassword(
    @Body(valid(resetPassword)) body: ResetPassword,
    @Req() request: object,
  ): Promise<void> {
    const subject = await this.passwordResets.reset(body);
    securityEventOf(request)?.concerns({ subject });
  }
}
