import { DomainError } from '@gatehouse/platform-core';

/** A password that many people use, or that is made of what is known about its user. Nothing was changed. */
export class CommonPasswordError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'common_password';

  constructor() {
    super(
      'The password is among the first that others guess: it is widely used, or made of your name, your address or the name of this product. Choose another one.',
    );
  }
}
