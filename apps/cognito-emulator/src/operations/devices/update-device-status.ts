import { requireDevices } from '../../domain/device/device-rules.js';
import { updateDeviceStatus as update } from './change-device.js';
import { operation } from '../operation.js';

/** Has a device remembered that its user trusts, or not any more (API reference, UpdateDeviceStatus). */
export const updateDeviceStatus = operation({
  name: 'UpdateDeviceStatus',
  access: 'accessToken',
  uses: ['clock', 'devices', 'store', 'users'],
  async handle(services, request, { pool, user }) {
    requireDevices(pool);
    await update(services, user, request.DeviceKey, request.DeviceRememberedStatus);
    return {};
  },
});
