import { shownDeviceOwner } from './device-owner.js';
import { adminDeviceType } from './device-type.js';
import { operation } from '../operation.js';

/** A device of a user's, remembered or not (API reference, AdminGetDevice). */
export const adminGetDevice = operation({
  name: 'AdminGetDevice',
  access: 'iam',
  uses: ['devices', 'pools', 'users'],
  handle(services, request, { region }) {
    const { pool, user } = shownDeviceOwner(services, request, region);
    const device = services.devices.get(user, request.DeviceKey);
    return { Device: adminDeviceType(device, user, pool) };
  },
});
