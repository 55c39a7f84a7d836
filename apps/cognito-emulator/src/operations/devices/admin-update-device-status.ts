import { updateDeviceStatus } from './change-device.js';
import { deviceOwner } from './device-owner.js';
import { operation } from '../operation.js';

/** Has a device of a user's remembered, or not any more (API reference, AdminUpdateDeviceStatus). */
export const adminUpdateDeviceStatus = operation({
  name: 'AdminUpdateDeviceStatus',
  access: 'iam',
  uses: ['clock', 'devices', 'pools', 'store', 'users'],
  async handle(services, request, { region }) {
    const { user } = deviceOwner(services, request, region);
    await updateDeviceStatus(services, user, request.DeviceKey, request.DeviceRememberedStatus);
    return {};
  },
});
