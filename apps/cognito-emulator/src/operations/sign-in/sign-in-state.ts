import type { Device } from '../../domain/device/device.js';
import type { SignInProgress } from '../../domain/user/sign-in-progress.js';
import type { User } from '../../domain/user/user.js';

/** The state of a sign-in: the user, and what the user has proved so far. */
export interface SignInState {
  readonly user: User;
  readonly progress: SignInProgress;
}

/** The state of a sign-in, with the device that it comes from. */
export interface SignInStateWithDevice extends SignInState {
  /** `undefined` for an unknown device, before a factor is proved, and in a pool that does not remember devices. */
  readonly device: Device | undefined;
}
