import type { UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, NotForPeers, UsersOnly } from '@gatehouse/auth-nest';
import {
  confirmChange,
  type ConfirmChange,
  preferFactor,
  type PreferFactor,
  secondFactor,
  type SecondFactor,
  totpSetUp,
  type TotpSetUp,
} from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Delete, Header, Param, Post, Put } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import { StepUpHandleRequiredError } from '../step-up/step-up.errors.js';
import { StepUpHeader } from '../step-up/step-up-header.decorator.js';
import { AccountChangesService } from './account-changes.service.js';

const factorEvent = {
  names: { success: 'account.factors_changed', failure: 'account.factors_change_failed' },
} as const;

const factorRefusals = [
  StepUpHandleRequiredError,
  ...cognitoRefusals(
    'changeAccount',
    'CodeMismatchException',
    'InvalidParameterException',
    'SoftwareTokenMFANotFoundException',
    'TooManyRequestsException',
  ),
];
/** What users prove themselves with besides their password. */
@Controller('account')
@UsersOnly()
@NotForPeers()
export class FactorsController {
  constructor(private readonly changes: AccountChangesService) {}

  @Post('factors/totp')
  @RecordsSecurityEvent(factorEvent)
  @Answers(200, totpSetUp)
  @Refuses(...factorRefusals)
  @Header('cache-control', 'no-store')
  setUpTotp(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<TotpSetUp> {
    return this.changes.setUpTotp(user, handle);
  }

  @Post('factors/totp/confirm')
  @RecordsSecurityEvent(factorEvent)
  @Answers(204)
  @Refuses(...factorRefusals)
  async confirmTotp(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(confirmChange)) { code }: ConfirmChange,
  ): Promise<void> {
    await this.changes.confirmTotp(user, handle, code);
  }

  @Put('factors/preferred')
  @RecordsSecurityEvent(factorEvent)
  @Answers(204)
  @Refuses(...factorRefusals)
  async prefer(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(preferFactor)) { factor }: PreferFactor,
  ): Promise<void> {
    await this.changes.preferFactor(user, handle, factor);
  }

  @Put('factors/:factor')
  @RecordsSecurityEvent(factorEvent)
  @Answers(204)
  @Refuses(...factorRefusals)
  async enable(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Param('factor', valid(secondFactor)) factor: SecondFactor,
  ): Promise<void> {
    await this.changes.enableFactor(user, handle, { factor, isEnabled: true });
  }

  @Delete('factors/:factor')
  @RecordsSecurityEvent(factorEvent)
  @Answers(204)
  @Refuses(...factorRefusals)
  async disable(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Param('factor', valid(secondFactor)) factor: SecondFactor,
  ): Promise<void> {
    await this.changes.enableFactor(user, handle, { factor, isEnabled: false });
  }
}
