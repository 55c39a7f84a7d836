import { requireDevices } from '../../domain/device/device-rules.js';
import { deviceType } from './device-type.js';
import { operation } from '../operation.js';

/** A remembered device of the user an access token belongs to (API reference, GetDevice). */
export const getDevice = operation({
  name: 'GetDevice',
  access: 'accessToken',
  uses: ['devices'],
  handle({ devices }, request, { pool, user }) {
    requireDevices(pool);
    return { Device: deviceType(devices.getRemembered(user, request.DeviceKey)) };
  },
});
