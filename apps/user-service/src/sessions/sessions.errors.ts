import { DomainError } from '@gatehouse/platform-core';

/** The user has no such session, or it has expired. */
export class SessionNotFoundError extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'session_not_found';

  constructor() {
    super('There is no such session.');
  }
}
