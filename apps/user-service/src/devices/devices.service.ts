import type { UserPrincipal } from '@gatehouse/auth-core';
import type { Devices, RememberDevice } from '@gatehouse/contracts';
import type { OwnDevices } from '../identity-provider/own-devices.js';
import type { StepUpService } from '../step-up/step-up.service.js';
import { NoNewDeviceError } from './devices.errors.js';

/**
 * The devices that users have remembered. A remembered device takes the place of the second factor, so everything here
 * takes the handle of a step-up.
 *
 * All methods throw StepUpHandleRequiredError, IdentityProviderRefusal and IdentityProviderUnavailableError.
 */
export class DevicesService {
  constructor(
    private readonly stepUps: StepUpService,
    private readonly own: OwnDevices,
  ) {}

  async list(user: UserPrincipal, handle: string | undefined): Promise<Devices> {
    const { accessToken } = await this.stepUps.open(user, handle);
    return this.own.list(accessToken);
  }

  /**
   * Has the device of the step-up remembered.
   *
   * @throws NoNewDeviceError for a step-up that returned no device
   */
  async remember(
    user: UserPrincipal,
    handle: string | undefined,
    device: RememberDevice,
  ): Promise<void> {
    const { accessToken, newDeviceKey } = await this.stepUps.open(user, handle);
    if (newDeviceKey === undefined) throw new NoNewDeviceError();
    await this.own.remember(accessToken, newDeviceKey, device);
  }

  async forget(user: UserPrincipal, handle: string | undefined, key: string): Promise<void> {
    const { accessToken } = await this.stepUps.open(user, handle);
    await this.own.forget(accessToken, key);
  }
}
