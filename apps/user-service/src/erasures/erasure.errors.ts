import { DomainError } from '@gatehouse/platform-core';

/** The caller is not a service that this one knows by its own machine client. */
export class NotAPeerServiceError extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'not_a_peer_service';

  constructor() {
    super('Only services that call user-service directly, in their own name, can do this.');
  }
}
