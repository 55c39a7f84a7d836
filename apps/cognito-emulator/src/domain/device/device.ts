import { ownedByUser } from '../owners.js';
import type { Collection } from '../store.js';

/** A device a user has confirmed (developer guide, "Working with user devices in your user pool"). */
export interface Device {
  readonly poolId: string;
  readonly sub: string;
  /** `<region>_` and a UUID. */
  readonly key: string;
  readonly name?: string | undefined;
  /** What its password is proved by; a device without one can't sign in in place of a second factor. */
  readonly secret?: DeviceSecret | undefined;
  /** Whether the user trusts it. One that isn't remembered is only tracked. */
  readonly isRemembered: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the user last signed in with it. */
  readonly authenticatedAt: number;
}

/** Both in hexadecimal. */
export interface DeviceSecret {
  readonly salt: string;
  readonly verifier: string;
}

export const devices: Collection<Device> = {
  name: 'devices',
  keyOf: ({ poolId, key }) => `${poolId}/${key}`,
  owners: { user: ownedByUser },
  indexes: {},
};
