import type { UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, NotForPeers, UsersOnly } from '@gatehouse/auth-nest';
import { sessionId, type Sessions, sessions } from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Controller, Delete, Get, Param } from '@nestjs/common';
import { TooManySignOutsError } from '../account/sign-out.errors.js';
import {
  RevocationIncompleteError,
  RevocationsFullError,
} from '../revocations/revocation.errors.js';
import { StepUpHandleRequiredError } from '../step-up/step-up.errors.js';
import { StepUpHeader } from '../step-up/step-up-header.decorator.js';
import { SessionNotFoundError } from './sessions.errors.js';
import { SessionsService } from './sessions.service.js';

/** Where the user is signed in. */
@Controller('account/sessions')
@UsersOnly()
@NotForPeers()
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  @Answers(200, sessions)
  list(@CurrentPrincipal('user') user: UserPrincipal): Promise<Sessions> {
    return this.sessions.list(user);
  }

  /** At every gateway, at once. Its refresh token works no more at this service. */
  @Delete(':id')
  @RecordsSecurityEvent({
    names: { success: 'account.session_ended', failure: 'account.session_end_failed' },
  })
  @Answers(204)
  @Refuses(StepUpHandleRequiredError, SessionNotFoundError, TooManySignOutsError)
  @Refuses(RevocationIncompleteError, RevocationsFullError)
  async end(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Param('id', valid(sessionId)) id: string,
  ): Promise<void> {
    await this.sessions.end(user, handle, id);
  }
}
