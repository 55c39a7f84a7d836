import { devices as collection, type Device } from '../../domain/device/device.js';
import { asksBeforeRemembering, requireDevices } from '../../domain/device/device-rules.js';
import { deviceSecretFrom } from '../../domain/device/device-secret.js';
import { invalidParameter, ServiceError } from '../../domain/errors.js';
import { put } from '../../domain/store.js';
import { tokenSessions } from '../../domain/token/token-session.js';
import { operation } from '../operation.js';

/**
 * Registers the device that a sign-in gave a key for; only that sign-in's own token can (API reference, ConfirmDevice).
 * It is remembered at once where the pool doesn't have users asked.
 */
export const confirmDevice = operation({
  name: 'ConfirmDevice',
  access: 'accessToken',
  uses: ['clock', 'devices', 'sessions', 'store', 'users'],
  handle(services, request, { pool, user, session: { id: sessionId } }) {
    const { users, devices, sessions, store, clock } = services;
    requireDevices(pool);
    const { DeviceKey: key, DeviceName: name } = request;
    const secret = deviceSecretFrom(request.DeviceSecretVerifierConfig);
    return users.exclusively(user, async ({ poolId, sub }) => {
      if (devices.find(user, key) !== undefined)
        throw new ServiceError('DeviceKeyExistsException', 'Device already exists.');
      const session = sessions.find(sessionId);
      if (session?.deviceKey !== key || session.isNewDevice !== true)
        throw invalidParameter('Invalid device key given.');
      const now = clock.nowMilliseconds();
      const isRemembered = !asksBeforeRemembering(pool);
      const times = { createdAt: now, updatedAt: now, authenticatedAt: now };
      const device: Device = { poolId, sub, key, name, secret, isRemembered, ...times };
      const confirmed = put(tokenSessions, { ...session, isNewDevice: undefined });
      await store.commit([put(collection, device), confirmed]);
      return { UserConfirmationNecessary: !isRemembered };
    });
  },
});
