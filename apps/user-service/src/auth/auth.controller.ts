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
  type SignedUp,
  signUp,
  type SignUp,
  type Tokens,
} from '@gatehouse/contracts';
import { valid } from '@gatehouse/platform-nest';
import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { RecordsEvent } from './records-event.decorator.js';
import { SignUpService } from './sign-up.service.js';

/** Signing up and in with a password. Answers with tokens in them may not be kept (RFC 6749 §5.1). */
@Controller('auth')
export class AuthController {
  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly signUps: SignUpService,
  ) {}

  @Post('sign-up')
  @Public()
  @RecordsEvent({ success: 'auth.signed_up', failure: 'auth.sign_up_failed' })
  signUp(@Body(valid(signUp)) request: SignUp): Promise<SignedUp> {
    return this.signUps.signUp(request);
  }

  @Post('confirm')
  @Public()
  @RecordsEvent({ success: 'auth.confirmed', failure: 'auth.confirm_failed' })
  @HttpCode(204)
  async confirm(@Body(valid(confirmSignUp)) { email, code }: ConfirmSignUp): Promise<void> {
    await this.identityProvider.confirmSignUp(email, code);
  }

  @Post('resend-code')
  @Public()
  @RecordsEvent({ success: 'auth.code_requested', failure: 'auth.code_request_failed' })
  @HttpCode(202)
  async resendCode(@Body(valid(resendCode)) { email }: ResendCode): Promise<void> {
    await this.identityProvider.resendCode(email);
  }

  @Post('token')
  @Public()
  @RecordsEvent({ success: 'auth.signed_in', failure: 'auth.sign_in_failed' })
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  signIn(@Body(valid(passwordSignIn)) { username, password }: PasswordSignIn): Promise<Tokens> {
    return this.identityProvider.signIn(username, password);
  }

  @Post('refresh')
  @Public()
  @RecordsEvent({ success: 'auth.refreshed', failure: 'auth.refresh_failed' })
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  refresh(@Body(valid(refreshTokens)) request: RefreshTokens): Promise<Tokens> {
    return this.identityProvider.refresh(request.refresh_token);
  }
}
