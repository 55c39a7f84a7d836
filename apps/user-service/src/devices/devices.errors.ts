import { DomainError } from '@gatehouse/platform-core';

/** The step-up did not come from a device that Cognito saw for the first time. */
export class NoNewDeviceError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no_new_device';

  constructor() {
    super('The step-up returned no device. The user pool does not remember devices.');
  }
}
