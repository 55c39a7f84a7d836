import { selfServiceScope, type UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, RequireScopes, UsersOnly } from '@gatehouse/auth-nest';
import { signOut, type SignOut } from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Post } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import { CognitoAccessToken } from './cognito-access-token.decorator.js';
import { MissingAccessTokenError } from './errors.js';
import { signOutEvents } from './sign-out-events.js';
import { SignOutService } from './sign-out.service.js';

/** What users do with their own account, for which Cognito demands their access token. */
@Controller('account')
@UsersOnly()
@RequireScopes(selfServiceScope)
export class AccountController {
  constructor(private readonly signOuts: SignOutService) {}

  @Post('sign-out')
  @RecordsSecurityEvent({ names: signOutEvents })
  @Answers(204)
  @Refuses(MissingAccessTokenError, ...cognitoRefusals('revoke', 'UnauthorizedException'))
  async signOut(
    @CurrentPrincipal('user') user: UserPrincipal,
    @CognitoAccessToken() accessToken: string,
    @Body(valid(signOut.prefault({}))) { everywhere, refresh_token: refreshToken }: SignOut,
  ): Promise<void> {
    if (everywhere) await this.signOuts.everywhere(user, accessToken);
    else await this.signOuts.session(user, refreshToken);
  }
}
