import type { UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, NotForPeers, UsersOnly } from '@gatehouse/auth-nest';
import {
  account,
  type Account,
  changeEmail,
  type ChangeEmail,
  changePassword,
  type ChangePassword,
  changePhoneNumber,
  type ChangePhoneNumber,
  codeSent,
  type CodeSent,
  confirmChange,
  type ConfirmChange,
  updateAccount,
  type UpdateAccount,
} from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Delete, Get, Patch, Post } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import { CommonPasswordError } from '../passwords/common-password.error.js';
import {
  RevocationIncompleteError,
  RevocationsFullError,
} from '../revocations/revocation.errors.js';
import { StepUpHandleRequiredError } from '../step-up/step-up.errors.js';
import { StepUpHeader } from '../step-up/step-up-header.decorator.js';
import { AccountChangesService } from './account-changes.service.js';

const event = {
  names: { success: 'account.attributes_changed', failure: 'account.attributes_change_failed' },
} as const;

const codeRefusals = [
  StepUpHandleRequiredError,
  ...cognitoRefusals(
    'changeAccount',
    'AliasExistsException',
    'CodeDeliveryFailureException',
    'CodeMismatchException',
    'InvalidParameterException',
    'LimitExceededException',
    'TooManyRequestsException',
  ),
];

/** What users see and change of their own account. */
@Controller('account')
@UsersOnly()
@NotForPeers()
export class AccountChangesController {
  constructor(private readonly changes: AccountChangesService) {}

  @Get()
  @Answers(200, account)
  @Refuses(...cognitoRefusals('manageUser', 'UserNotFoundException', 'TooManyRequestsException'))
  read(@CurrentPrincipal('user') user: UserPrincipal): Promise<Account> {
    return this.changes.read(user);
  }

  @Patch()
  @RecordsSecurityEvent(event)
  @Answers(200, account)
  @Refuses(...cognitoRefusals('manageUser', 'UserNotFoundException', 'TooManyRequestsException'))
  update(
    @CurrentPrincipal('user') user: UserPrincipal,
    @Body(valid(updateAccount)) body: UpdateAccount,
  ): Promise<Account> {
    return this.changes.update(user, body);
  }

  @Post('password')
  @RecordsSecurityEvent({
    names: { success: 'account.password_changed', failure: 'account.password_change_failed' },
  })
  @Answers(204)
  @Refuses(
    StepUpHandleRequiredError,
    CommonPasswordError,
    RevocationIncompleteError,
    RevocationsFullError,
  )
  @Refuses(
    ...cognitoRefusals(
      'changePassword',
      'InvalidPasswordException',
      'LimitExceededException',
      'NotAuthorizedException',
      'TooManyRequestsException',
    ),
  )
  async changePassword(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(changePassword)) body: ChangePassword,
  ): Promise<void> {
    await this.changes.changePassword(user, handle, body);
  }

  @Post('email')
  @RecordsSecurityEvent(event)
  @Answers(200, codeSent)
  @Refuses(...codeRefusals)
  changeEmail(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(changeEmail)) { email: value }: ChangeEmail,
  ): Promise<CodeSent> {
    return this.changes.changeAttribute(user, handle, { attribute: 'email', value });
  }

  @Post('email/resend-code')
  @RecordsSecurityEvent(event)
  @Answers(200, codeSent)
  @Refuses(...codeRefusals)
  resendEmailCode(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<CodeSent> {
    return this.changes.sendCodeAgain(user, handle, 'email');
  }

  @Post('email/confirm')
  @RecordsSecurityEvent(event)
  @Answers(204)
  @Refuses(...codeRefusals)
  async confirmEmail(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(confirmChange)) { code }: ConfirmChange,
  ): Promise<void> {
    await this.changes.confirmAttribute(user, handle, { attribute: 'email', code });
  }

  @Post('phone-number')
  @RecordsSecurityEvent(event)
  @Answers(200, codeSent)
  @Refuses(...codeRefusals)
  changePhoneNumber(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(changePhoneNumber)) { phone_number: value }: ChangePhoneNumber,
  ): Promise<CodeSent> {
    return this.changes.changeAttribute(user, handle, { attribute: 'phone_number', value });
  }

  @Post('phone-number/resend-code')
  @RecordsSecurityEvent(event)
  @Answers(200, codeSent)
  @Refuses(...codeRefusals)
  resendPhoneNumberCode(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<CodeSent> {
    return this.changes.sendCodeAgain(user, handle, 'phone_number');
  }

  @Post('phone-number/confirm')
  @RecordsSecurityEvent(event)
  @Answers(204)
  @Refuses(...codeRefusals)
  async confirmPhoneNumber(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(confirmChange)) { code }: ConfirmChange,
  ): Promise<void> {
    await this.changes.confirmAttribute(user, handle, { attribute: 'phone_number', code });
  }

  @Delete('phone-number')
  @RecordsSecurityEvent(event)
  @Answers(204)
  @Refuses(...codeRefusals)
  async removePhoneNumber(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<void> {
    await this.changes.removePhoneNumber(user, handle);
  }
}
