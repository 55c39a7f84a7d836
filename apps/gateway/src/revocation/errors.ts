import { DomainError } from '@gatehouse/platform-core';

/** There is no room for more revocations now: whoever tells them tells them again. */
export class RevocationsNotTakenError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'revocations_not_taken';
  override readonly retryAfterSeconds = 5;

  constructor(cause: unknown) {
    super('No more revocations can be taken at the moment.', { cause });
  }
}
