import { devices as collection } from '../../domain/device/device.js';
import { put, remove } from '../../domain/store.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';

/**
 * Forgets a device of a user's: it has to be registered anew, and what it was signed in to can't be refreshed any more.
 * @throws ResourceNotFoundException
 */
export function forgetDevice(
  services: Pick<Services, 'devices' | 'store' | 'users'>,
  user: User,
  key: string,
): Promise<void> {
  const { users, devices, store } = services;
  return users.exclusively(user, (fresh) =>
    store.commit([remove(collection, devices.get(fresh, key))]),
  );
}

/**
 * Has a device of a user's remembered, or not any more.
 * @param status nothing leaves it as it is.
 * @throws ResourceNotFoundException
 */
export function updateDeviceStatus(
  { users, devices, store, clock }: Pick<Services, 'clock' | 'devices' | 'store' | 'users'>,
  user: User,
  key: string,
  status: 'remembered' | 'not_remembered' | undefined,
): Promise<void> {
  return users.exclusively(user, async (fresh) => {
    const device = devices.get(fresh, key);
    if (status === undefined) return;
    const isRemembered = status === 'remembered';
    const updatedAt = clock.nowMilliseconds();
    await store.commit([put(collection, { ...device, isRemembered, updatedAt })]);
  });
}
