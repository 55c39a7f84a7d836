import { DomainError, type FaultKind } from '@gatehouse/platform-core';

/** Cognito refused, for a reason the caller can do something about. */
export class IdentityProviderRefusal extends DomainError {
  constructor(
    readonly kind: FaultKind,
    readonly code: string,
    publicMessage: string,
    override readonly retryAfterSeconds?: number,
  ) {
    super(publicMessage);
  }

  /** The same rejection with a reason for the log that callers do not see. */
  withLogReason(logReason: string): this {
    return Object.assign(this, { logReason });
  }
}

/** The password is good and Cognito asks for one thing more, such as a one-time code, that this service can't ask yet. */
export class ChallengeRequiredError extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'challenge_required';
  override readonly details: { readonly challenge: string };

  /** @param challenge the challenge's name in Cognito, `NEW_PASSWORD_REQUIRED` for one */
  constructor(challenge: string) {
    super('Signing in takes one more step, which must be done elsewhere.');
    this.details = { challenge };
  }
}

/** Cognito can't be reached, is failing, or refuses this service itself. It says nothing about the user. */
export class IdentityProviderUnavailableError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'identity_provider_unavailable';
  override readonly retryAfterSeconds = 5;

  /** @param reason for the log: an exception's name or an error code, never a text */
  constructor(readonly reason: string) {
    super('Sign-in is not available at the moment. Try again shortly.');
  }
}
