import { DomainError } from '@gatehouse/platform-core';

/** Whether the customer exists can't be found out now, so nothing is stored. */
export class CustomerCheckUnavailableError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'customer_check_unavailable';

  constructor(
    override readonly retryAfterSeconds = 5,
    options?: ErrorOptions,
  ) {
    super('The customer cannot be checked at the moment. Try again shortly.', options);
  }
}
