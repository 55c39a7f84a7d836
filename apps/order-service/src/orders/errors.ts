import { DomainError } from '@gatehouse/platform-core';

/** There is no such order, or none this caller may see: the answer doesn't tell which. */
export class OrderNotFoundError extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'order_not_found';

  constructor() {
    super('There is no such order.');
  }
}

/** The caller may see the order and may not change it. */
export class NotTheOwnerError extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'not_the_owner';

  constructor() {
    super('Only whoever placed the order can do this.');
  }
}

/** The order has gone too far to be cancelled. */
export class OrderNotCancellableError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'order_not_cancellable';

  constructor() {
    super('The order can no longer be cancelled.');
  }
}

export class TotalTooLargeError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'total_too_large';

  constructor() {
    super('The order costs more than can be reckoned with.');
  }
}

/** A machine must say whom an order is for. */
export class CustomerRequiredError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'customer_required';

  constructor() {
    super('customerId is needed: a machine orders for a customer.');
  }
}

/** Users order for themselves. */
export class CustomerNotAllowedError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'customer_not_allowed';

  constructor() {
    super('customerId can only be your own.');
  }
}

export class UnknownCustomerError extends DomainError {
  readonly kind = 'unprocessable';
  readonly code = 'unknown_customer';

  constructor() {
    super('There is no such customer.');
  }
}

/** The same `Idempotency-Key` came with another order. */
export class IdempotencyKeyReusedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'idempotency_key_reused';

  constructor() {
    super('This Idempotency-Key was used for another order.');
  }
}

/** The cursor isn't one this service gave out. */
export class InvalidCursorError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_cursor';

  constructor() {
    super('The cursor is not one that a page of orders gave.');
  }
}
