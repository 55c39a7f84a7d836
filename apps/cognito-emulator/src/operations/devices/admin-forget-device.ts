import { forgetDevice } from './change-device.js';
import { deviceOwner } from './device-owner.js';
import { operation } from '../operation.js';

/** Forgets a device of a user's (API reference, AdminForgetDevice). */
export const adminForgetDevice = operation({
  name: 'AdminForgetDevice',
  access: 'iam',
  uses: ['devices', 'pools', 'store', 'users'],
  async handle(services, request, { region }) {
    const { user } = deviceOwner(services, request, region);
    await forgetDevice(services, user, request.DeviceKey);
    return {};
  },
});
