import { DomainError } from '@gatehouse/platform-core';

/** The caller has not proved again who they are, lately and in this session. */
export class StepUpHandleRequiredError extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'step_up_required';

  constructor() {
    super(
      'Confirm that it is you: POST /account/step-up, then send its handle in the header Step-Up.',
    );
  }
}

/** Somebody else's password, factor or passkey was shown. */
export class OtherUserError extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'other_user';

  constructor() {
    super('The proof is of another user.');
  }
}
