import { DomainError } from '@gatehouse/platform-core';

/** The user to be managed does not rank below the caller, or is the caller. */
export class InsufficientRankError extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'insufficient_rank';

  constructor() {
    super(
      'You can manage only the accounts of users whose groups rank below yours, and not your own.',
    );
  }
}
