import type { UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, NotForPeers, UsersOnly } from '@gatehouse/auth-nest';
import {
  confirmChange,
  type ConfirmChange,
  passkeyId,
  passkeyOptions,
  type PasskeyOptions,
  passkeys,
  type Passkeys,
  preferFactor,
  type PreferFactor,
  registerPasskey,
  type RegisterPasskey,
  secondFactor,
  type SecondFactor,
  totpSetUp,
  type TotpSetUp,
} from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Delete, Get, Header, Param, Post, Put } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import { StepUpHandleRequiredError } from '../step-up/step-up.errors.js';
import { StepUpHeader } from '../step-up/step-up-header.decorator.js';
import { AccountChangesService } from './account-changes.service.js';

const factorEvent = {
  names: { success: 'account.factors_changed', failure: 'account.factors_change_failed' },
} as const;
const passkeyEvent = {
  names: { success: 'account.passkeys_changed', failure: 'account.passkeys_change_failed' },
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
const passkeyRefusals = [
  StepUpHandleRequiredError,
  ...cognitoRefusals(
    'registerPasskey',
    'LimitExceededException',
    'TooManyRequestsException',
    'WebAuthnNotEnabledException',
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

  @Get('passkeys')
  @Answers(200, passkeys)
  @Refuses(StepUpHandleRequiredError, ...cognitoRefusals('changeAccount'))
  passkeys(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<Passkeys> {
    return this.changes.passkeys(user, handle);
  }

  @Post('passkeys/options')
  @RecordsSecurityEvent(passkeyEvent)
  @Answers(200, passkeyOptions)
  @Refuses(...passkeyRefusals)
  passkeyOptions(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<PasskeyOptions> {
    return this.changes.passkeyOptions(user, handle);
  }

  @Post('passkeys')
  @RecordsSecurityEvent(passkeyEvent)
  @Answers(204)
  @Refuses(...passkeyRefusals)
  async registerPasskey(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(registerPasskey)) { credential }: RegisterPasskey,
  ): Promise<void> {
    await this.changes.registerPasskey(user, handle, credential);
  }

  @Delete('passkeys/:id')
  @RecordsSecurityEvent(passkeyEvent)
  @Answers(204)
  @Refuses(StepUpHandleRequiredError)
  @Refuses(...cognitoRefusals('removePasskey', 'ResourceNotFoundException'))
  async removePasskey(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Param('id', valid(passkeyId)) id: string,
  ): Promise<void> {
    await this.changes.removePasskey(user, handle, id);
  }
}
