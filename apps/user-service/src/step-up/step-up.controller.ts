import type { UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, NotForPeers, UsersOnly } from '@gatehouse/auth-nest';
import {
  startStepUp,
  type StartStepUp,
  stepUpChallengeResponse,
  type StepUpChallengeResponse,
  stepUpResult,
  type StepUpResult,
} from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Header, Post } from '@nestjs/common';
import { challengeRefusals, signInRefusals } from '../identity-provider/sign-in/refusals.js';
import {
  EarlierSignInError,
  OtherUserError,
  PagesUnavailableError,
  StepUpHandleRequiredError,
} from './step-up.errors.js';
import { StepUpService } from './step-up.service.js';

const event = {
  names: { success: 'account.stepped_up', failure: 'account.step_up_failed' },
  successOf: (result: StepUpResult) =>
    'challenge' in result ? 'account.step_up_challenged' : undefined,
} as const;

const refusals = [OtherUserError, PagesUnavailableError, StepUpHandleRequiredError];

/** Proving again who calls, which what lasts needs. */
@Controller('account/step-up')
@UsersOnly()
@NotForPeers()
export class StepUpController {
  constructor(private readonly stepUps: StepUpService) {}

  @Post()
  @RecordsSecurityEvent(event)
  @Answers(200, stepUpResult)
  @Refuses(...signInRefusals, ...refusals)
  @Header('cache-control', 'no-store')
  start(
    @CurrentPrincipal('user') user: UserPrincipal,
    @Body(valid(startStepUp)) request: StartStepUp,
  ): Promise<StepUpResult> {
    return this.stepUps.start(user, request);
  }

  @Post('challenge')
  @RecordsSecurityEvent(event)
  @Answers(200, stepUpResult)
  @Refuses(...challengeRefusals, ...refusals, EarlierSignInError)
  @Header('cache-control', 'no-store')
  challenge(
    @CurrentPrincipal('user') user: UserPrincipal,
    @Body(valid(stepUpChallengeResponse)) response: StepUpChallengeResponse,
  ): Promise<StepUpResult> {
    return this.stepUps.respond(user, response);
  }
}
