import { requireDevices } from '../../domain/device/device-rules.js';
import { devicePage } from './device-page.js';
import { deviceType } from './device-type.js';
import { operation } from '../operation.js';

/** The devices that are remembered of the user an access token belongs to (API reference, ListDevices). */
export const listDevices = operation({
  name: 'ListDevices',
  access: 'accessToken',
  uses: ['devices'],
  async handle(services, request, { pool, user }) {
    requireDevices(pool);
    const page = await devicePage(services, user, request, ({ isRemembered }) => isRemembered);
    return { Devices: page.items.map(deviceType), PaginationToken: page.nextToken };
  },
});
