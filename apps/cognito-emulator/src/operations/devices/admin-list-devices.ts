import { shownDeviceOwner } from './device-owner.js';
import { devicePage } from './device-page.js';
import { adminDeviceType } from './device-type.js';
import { operation } from '../operation.js';

/** A user's devices, remembered or not, oldest first (API reference, AdminListDevices). */
export const adminListDevices = operation({
  name: 'AdminListDevices',
  access: 'iam',
  uses: ['devices', 'pools', 'users'],
  async handle(services, request, { region }) {
    const { pool, user } = shownDeviceOwner(services, request, region);
    const { items, nextToken } = await devicePage(services, user, request);
    return {
      Devices: items.map((device) => adminDeviceType(device, user, pool)),
      PaginationToken: nextToken,
    };
  },
});
