import type { UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, NotForPeers, UsersOnly } from '@gatehouse/auth-nest';
import { signOut, type SignOut } from '@gatehouse/contracts';
import {
  Answers,
  RecordsSecurityEvent,
  Refuses,
  type SecurityEventNames,
  valid,
} from '@gatehouse/platform-nest';
import { Body, Controller, Post } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import {
  RevocationIncompleteError,
  RevocationsFullError,
} from '../revocations/revocation.errors.js';
import { TooManySignOutsError } from './sign-out.errors.js';
import { SignOutService } from './sign-out.service.js';

/** Which event a request to sign out is, by its body, which has not been validated yet. */
function signOutEvents(body: unknown): SecurityEventNames {
  const { everywhere } = (body ?? {}) as { readonly everywhere?: unknown };
  return everywhere === true
    ? { success: 'account.signed_out_everywhere', failure: 'account.sign_out_everywhere_failed' }
    : { success: 'account.signed_out', failure: 'account.sign_out_failed' };
}

/** What users do with their own account. */
@Controller('account')
@UsersOnly()
@NotForPeers()
export class AccountController {
  constructor(private readonly signOuts: SignOutService) {}

  @Post('sign-out')
  @RecordsSecurityEvent({ names: signOutEvents })
  @Answers(204)
  @Refuses(
    TooManySignOutsError,
    RevocationIncompleteError,
    RevocationsFullError,
    ...cognitoRefusals('proveSession', 'NotAuthorizedException', 'TooManyRequestsException'),
  )
  async signOut(
    @CurrentPrincipal('user') user: UserPrincipal,
    @Body(valid(signOut.prefault({}))) { everywhere, refresh_token: refreshToken }: SignOut,
  ): Promise<void> {
    if (everywhere) await this.signOuts.everywhere(user);
    else await this.signOuts.session(user, refreshToken);
  }
}
