import { DomainError } from '@gatehouse/platform-core';

/** The revocation is stored, and at least one gateway does not have it yet. It is sent again until every gateway has it. */
export class RevocationIncompleteError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'revocation_incomplete';
  override readonly retryAfterSeconds = 5;

  constructor() {
    super(
      'The sessions have ended, but not every gateway knows yet: some may still accept their access tokens. Try again shortly.',
    );
  }
}

/** As many revocations are in force as the gateways can hold. Nothing was stored. */
export class RevocationsFullError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'revocations_full';
  override readonly retryAfterSeconds = 60;

  constructor() {
    super(
      'No more ended sessions can be stored at the moment: access tokens are accepted until they expire. Try again later.',
    );
  }
}
