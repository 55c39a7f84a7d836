import { DomainError } from '@gatehouse/platform-core';

/** There is no such profile, or none this caller may see: the answer doesn't tell which. */
export class ProfileNotFoundError extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'user_not_found';

  constructor() {
    super('There is no such user.');
  }
}
