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

/** The pool's pages led back with a sign-in from before the step-up, as a browser that is signed in there may. */
export class EarlierSignInError extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'earlier_sign_in';

  constructor() {
    super(
      "The user did not sign in again: the pool's pages used an earlier sign-in. Sign out there, then begin again with POST /account/step-up.",
    );
  }
}

/** The service knows no pages to step up at. */
export class PagesUnavailableError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'pages_unavailable';

  constructor() {
    super("Step-up at the pool's pages is not available here. Use another method.");
  }
}
