import { requireDevices } from '../../domain/device/device-rules.js';
import { forgetDevice as forget } from './change-device.js';
import { operation } from '../operation.js';

/** Forgets a device of the user an access token belongs to (API reference, ForgetDevice). */
export const forgetDevice = operation({
  name: 'ForgetDevice',
  access: 'accessToken',
  uses: ['devices', 'store', 'users'],
  async handle(services, request, { pool, user }) {
    requireDevices(pool);
    await forget(services, user, request.DeviceKey);
    return {};
  },
});
