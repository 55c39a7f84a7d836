import { AuthError } from './errors.js';

/**
 * A token is there and is no good. `reason` is a stable word and `detail` a sentence for the log; neither holds any
 * part of the token. The caller learns no more than `invalid_token` (RFC 6750 §3.1): the difference helps only an
 * attacker.
 */
export abstract class InvalidTokenError extends AuthError {
  readonly code = 'invalid_token';
  readonly publicMessage = 'The access token is not valid.';
  abstract readonly reason: string;
  /** The app client it was issued to, where the signature was good and the client is on the list. */
  clientId?: string;

  constructor(
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** It can't be read, or not in one way only. */
export class MalformedTokenError extends InvalidTokenError {
  readonly reason = 'malformed';
}

/** Its header asks for something that isn't understood. */
export class TokenHeaderError extends InvalidTokenError {
  readonly reason = 'header';
}

/** It isn't signed by the one algorithm taken. */
export class AlgorithmError extends InvalidTokenError {
  readonly reason = 'algorithm';
}

/** The published set of keys is known, and the token's is not in it. */
export class UnknownKeyError extends InvalidTokenError {
  readonly reason = 'unknown_key';
}

/** Its signature doesn't fit. */
export class SignatureError extends InvalidTokenError {
  readonly reason = 'signature';
}

/** It is a token of another type. */
export class TokenTypeError extends InvalidTokenError {
  readonly reason = 'type';
}

/** It comes from an issuer that isn't trusted. */
export class IssuerError extends InvalidTokenError {
  readonly reason = 'issuer';
}

/** It is not an access token: `token_use` says so. */
export class TokenUseError extends InvalidTokenError {
  readonly reason = 'token_use';
}

/** It was issued to an app client that isn't on the list. */
export class ClientNotAllowedError extends InvalidTokenError {
  readonly reason = 'client';
}

/** It was made for another audience. */
export class AudienceError extends InvalidTokenError {
  readonly reason = 'audience';
}

/** Its time is over. */
export class ExpiredTokenError extends InvalidTokenError {
  readonly reason = 'expired';
}

/** Its time has not begun. */
export class NotYetValidTokenError extends InvalidTokenError {
  readonly reason = 'not_yet_valid';
}

/** It lives longer than its issuer makes any. */
export class TokenLifetimeError extends InvalidTokenError {
  readonly reason = 'lifetime';
}

/** A claim is missing, of the wrong type, or at odds with another. */
export class ClaimError extends InvalidTokenError {
  readonly reason = 'claims';
}

/** Its session was signed out, or its user disabled, after it was issued. */
export class RevokedTokenError extends InvalidTokenError {
  readonly reason = 'revoked';
}

/** It is a good token of a machine that may not call this service directly. */
export class NotAPeerError extends InvalidTokenError {
  readonly reason = 'not_a_peer';
}
