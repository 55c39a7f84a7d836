import { DomainError } from '@gatehouse/platform-core';

/** A service that is needed for the API's document is away. */
export class DocumentsUnavailableError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'documents_unavailable';

  constructor(
    override readonly retryAfterSeconds: number,
    cause: unknown,
  ) {
    super('The documents of the services cannot be had at the moment.', { cause });
  }
}
