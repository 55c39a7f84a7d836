import { DomainError } from '@gatehouse/platform-core';

/** More sign-outs of one user or one session than a minute allows. Nothing has ended. */
export class TooManySignOutsError extends DomainError {
  readonly kind = 'limited';
  readonly code = 'too_many_sign_outs';

  constructor(override readonly retryAfterSeconds = 60) {
    super('Too many sign-outs of this account. Try again later.');
  }
}
