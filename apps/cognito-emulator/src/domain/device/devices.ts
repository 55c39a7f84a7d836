import type { Store } from '../store.js';
import { type User, userKey } from '../user/user.js';
import { type Device, devices } from './device.js';
import { deviceNotFound } from './device-rules.js';

type Owner = Pick<User, 'poolId' | 'sub'>;

/** The devices of all users. */
export class Devices {
  constructor(private readonly store: Store) {}

  /** One of a user's own. */
  find(user: Owner, key: string): Device | undefined {
    const found = this.store.get(devices, `${user.poolId}/${key}`);
    return found?.sub === user.sub ? found : undefined;
  }

  /** @throws ResourceNotFoundException for a key that is no device of the user, whoever else's it is. */
  get(user: Owner, key: string): Device {
    const found = this.find(user, key);
    if (found === undefined) throw deviceNotFound();
    return found;
  }

  /**
   * A device the user trusts.
   * @throws ResourceNotFoundException for any other: users aren't shown those that are only tracked (API reference,
   *   GetDevice).
   */
  getRemembered(user: Owner, key: string): Device {
    const found = this.get(user, key);
    if (!found.isRemembered) throw deviceNotFound();
    return found;
  }

  /** A user's, oldest first, those after a place among them. */
  ofUser(user: Owner, afterPlace = 0): Iterable<Device> {
    return this.store.find(devices, 'user', userKey(user), afterPlace);
  }

  /** A device's place among those of its user. */
  placeOf(user: Owner, key: string): number | undefined {
    return this.store.placeOf(devices, 'user', userKey(user), `${user.poolId}/${key}`);
  }
}
