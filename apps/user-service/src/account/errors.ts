import { DomainError } from '@gatehouse/platform-core';

/** The call needs the user's own access token, which comes along on `/account` of the gateway alone. */
export class MissingAccessTokenError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'access_token_required';

  constructor() {
    super("This needs the user's access token, which the gateway passes on.");
  }
}
