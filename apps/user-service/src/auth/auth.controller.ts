import { Public } from '@gatehouse/auth-nest';
import {
  confirmSignUp,
  type ConfirmSignUp,
  passwordSignIn,
  type PasswordSignIn,
  refreshTokens,
  type RefreshTokens,
  resendCode,
  type ResendCode,
  signedUp,
  type SignedUp,
  signUp,
  type SignUp,
  tokens,
  type Tokens,
} from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Header, Post } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import { ChallengeRequiredError } from '../identity-provider/errors.js';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { SignUpService } from './sign-up.service.js';
import { subjectOfTokens } from './subject-of-tokens.js';

/** What Cognito may say no with, each time under a word of our own. */
const refusals = {
  signUp: cognitoRefusals(
    'signUp',
    'InvalidPasswordException',
    'UsernameExistsException',
    'NotAuthorizedException',
    'UserLambdaValidationException',
    'TooManyRequestsException',
  ),
  confirm: cognitoRefusals(
    'confirmSignUp',
    'CodeMismatchException',
    'AliasExistsException',
    'TooManyFailedAttemptsException',
    'TooManyRequestsException',
  ),
  resendCode: cognitoRefusals('resendCode', 'LimitExceededException', 'TooManyRequestsException'),
  signIn: [
    ...cognitoRefusals('signIn', 'NotAuthorizedException', 'TooManyRequestsException'),
    new ChallengeRequiredError('NEW_PASSWORD_REQUIRED'),
  ],
  refresh: cognitoRefusals('refresh', 'NotAuthorizedException', 'TooManyRequestsException'),
};

/** Signing up and in with a password. Answers with tokens in them may not be kept (RFC 6749 §5.1). */
@Controller('auth')
export class AuthController {
  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly signUps: SignUpService,
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
  signUp(@Body(valid(signUp)) request: SignUp): Promise<SignedUp> {
    return this.signUps.signUp(request);
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
    subjectOf: subjectOfTokens,
  })
  @Answers(200, tokens)
  @Refuses(...refusals.signIn)
  @Header('cache-control', 'no-store')
  signIn(@Body(valid(passwordSignIn)) { username, password }: PasswordSignIn): Promise<Tokens> {
    return this.identityProvider.signIn(username, password);
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
  refresh(@Body(valid(refreshTokens)) request: RefreshTokens): Promise<Tokens> {
    return this.identityProvider.refresh(request.refresh_token);
  }
}
