import type { UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, NotForPeers, UsersOnly } from '@gatehouse/auth-nest';
import {
  deviceKey,
  devices,
  type Devices,
  rememberDevice,
  type RememberDevice,
} from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import { StepUpHandleRequiredError } from '../step-up/step-up.errors.js';
import { StepUpHeader } from '../step-up/step-up-header.decorator.js';
import { NoNewDeviceError } from './devices.errors.js';
import { DevicesService } from './devices.service.js';

const event = {
  names: { success: 'account.devices_changed', failure: 'account.devices_change_failed' },
} as const;

/** The rejections of every operation on devices. */
const refusals = [
  StepUpHandleRequiredError,
  ...cognitoRefusals(
    'manageDevices',
    'InvalidUserPoolConfigurationException',
    'TooManyRequestsException',
  ),
];

/** Devices that take the place of the second factor. */
@Controller('account/devices')
@UsersOnly()
@NotForPeers()
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  @Get()
  @Answers(200, devices)
  @Refuses(...refusals)
  list(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
  ): Promise<Devices> {
    return this.devices.list(user, handle);
  }

  @Post()
  @RecordsSecurityEvent(event)
  @Answers(204)
  @Refuses(...refusals, NoNewDeviceError)
  @Refuses(...cognitoRefusals('manageDevices', 'DeviceKeyExistsException'))
  async remember(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Body(valid(rememberDevice)) device: RememberDevice,
  ): Promise<void> {
    await this.devices.remember(user, handle, device);
  }

  @Delete(':key')
  @RecordsSecurityEvent(event)
  @Answers(204)
  @Refuses(...refusals)
  @Refuses(...cognitoRefusals('manageDevices', 'ResourceNotFoundException'))
  async forget(
    @CurrentPrincipal('user') user: UserPrincipal,
    @StepUpHeader() handle: string | undefined,
    @Param('key', valid(deviceKey)) key: string,
  ): Promise<void> {
    await this.devices.forget(user, handle, key);
  }
}
