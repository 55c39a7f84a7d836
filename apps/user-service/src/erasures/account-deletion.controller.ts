import type { UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, NotForPeers, UsersOnly } from '@gatehouse/auth-nest';
import { type AccountData, accountData } from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses } from '@gatehouse/platform-nest';
import { Controller, Delete, Get, Header } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import { ProfileNotFoundError } from '../profiles/profile-not-found.error.js';
import { StepUpHandleRequiredError } from '../step-up/step-up.errors.js';
import { StepUpHeader } from '../step-up/step-up-header.decorator.js';
import { AccountDeletionService } from './account-deletion.service.js';

/** How users get a copy of their data, and have their account deleted. */
@Controller('account')
@UsersOnly()
@NotForPeers()
export class AccountDeletionController {
  constructor(private readonly deletion: AccountDeletionService) {}

  /** Ends all sessions, this one included. The rest follows within seconds, unless a service is not available. */
  @Delete()
  @RecordsSecurityEvent({
    names: { success: 'account.deletion_requested', failure: 'account.deletion_request_failed' },
  })
  @Answers(202)
  @Refuses(StepUpHandleRequiredError)
  async delete(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<void> {
    await this.deletion.request(user, handle);
  }

  /** A copy of what is stored about the user, to be saved as a file. Orders are where the member `links` states. */
  @Get('data')
  @Header('cache-control', 'no-store')
  @Header('content-disposition', 'attachment; filename="account-data.json"')
  @Answers(200, accountData)
  @Refuses(StepUpHandleRequiredError, ProfileNotFoundError)
  @Refuses(...cognitoRefusals('manageUser', 'UserNotFoundException', 'TooManyRequestsException'))
  @Refuses(...cognitoRefusals('changeAccount', 'LimitExceededException'))
  data(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<AccountData> {
    return this.deletion.data(user, handle);
  }
}
