import type { UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, NotForPeers, UsersOnly } from '@gatehouse/auth-nest';
import {
  passkeyId,
  passkeyOptions,
  type PasskeyOptions,
  passkeys,
  type Passkeys,
  registerPasskey,
  type RegisterPasskey,
  renamePasskey,
  type RenamePasskey,
} from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import { StepUpHandleRequiredError } from '../step-up/step-up.errors.js';
import { StepUpHeader } from '../step-up/step-up-header.decorator.js';
import { PasskeysService } from './passkeys.service.js';

const event = {
  names: { success: 'account.passkeys_changed', failure: 'account.passkeys_change_failed' },
} as const;

const registrationRefusals = [
  StepUpHandleRequiredError,
  ...cognitoRefusals(
    'registerPasskey',
    'LimitExceededException',
    'TooManyRequestsException',
    'WebAuthnNotEnabledException',
  ),
];

/** Passkeys, which sign their user in without a password. */
@Controller('account/passkeys')
@UsersOnly()
@NotForPeers()
export class PasskeysController {
  constructor(private readonly passkeys: PasskeysService) {}

  @Get()
  @Answers(200, passkeys)
  @Refuses(StepUpHandleRequiredError, ...cognitoRefusals('changeAccount'))
  list(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<Passkeys> {
    return this.passkeys.list(user, handle);
  }

  @Post('options')
  @RecordsSecurityEvent(event)
  @Answers(200, passkeyOptions)
  @Refuses(...registrationRefusals)
  options(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<PasskeyOptions> {
    return this.passkeys.options(user, handle);
  }

  @Post()
  @RecordsSecurityEvent(event)
  @Answers(204)
  @Refuses(...registrationRefusals)
  async register(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(registerPasskey)) { credential }: RegisterPasskey,
  ): Promise<void> {
    await this.passkeys.register(user, handle, credential);
  }

  @Patch(':id')
  @RecordsSecurityEvent(event)
  @Answers(204)
  @Refuses(StepUpHandleRequiredError)
  @Refuses(...cognitoRefusals('removePasskey', 'ResourceNotFoundException'))
  async rename(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Param('id', valid(passkeyId)) id: string,
    @Body(valid(renamePasskey)) { name }: RenamePasskey,
  ): Promise<void> {
    await this.passkeys.rename(user, handle, { id, name });
  }

  @Delete(':id')
  @RecordsSecurityEvent(event)
  @Answers(204)
  @Refuses(StepUpHandleRequiredError)
  @Refuses(...cognitoRefusals('removePasskey', 'ResourceNotFoundException'))
  async remove(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Param('id', valid(passkeyId)) id: string,
  ): Promise<void> {
    await this.passkeys.remove(user, handle, id);
  }
}
