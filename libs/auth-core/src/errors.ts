/** A refusal by the auth libraries. `code` is stable; `publicMessage` may be shown to anyone. */
export abstract class AuthError extends Error {
  abstract readonly code: string;
  abstract readonly publicMessage: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** The request carries no credential where one is due. */
export class MissingTokenError extends AuthError {
  readonly code = 'missing_token';
  readonly publicMessage = 'This needs an access token.';
}

/** The request carries credentials in a way that can be read in more than one way. */
export class AmbiguousCredentialsError extends AuthError {
  readonly code = 'ambiguous_credentials';
  readonly publicMessage = 'Send exactly one credential.';
}

/** The keys that would tell whether a token is good can't be had now. It says nothing about the token. */
export class KeysUnavailableError extends AuthError {
  readonly code = 'keys_unavailable';
  readonly publicMessage = 'Tokens cannot be checked at the moment. Try again shortly.';
}

/**
 * A browser sent the token by itself, in a cookie, and nothing shows that the page meant it: the request may be forged
 * across sites.
 */
export class CrossSiteRequestError extends AuthError {
  readonly code = 'cross_site_request';
  readonly publicMessage = 'This request must come from a page of this site.';
}

/** The caller is known and lacks a scope. */
export class InsufficientScopeError extends AuthError {
  readonly code = 'insufficient_scope';

  constructor(
    readonly requiredScopes: readonly string[],
    readonly match: 'all' | 'any',
  ) {
    super(`needs ${match} of: ${requiredScopes.join(' ')}`);
  }

  get publicMessage(): string {
    return `This needs ${this.match === 'all' ? 'the scope' : 'one of the scopes'} ${this.requiredScopes.join(' ')}.`;
  }
}

/** The caller is known and is in none of the groups asked for. */
export class GroupRequiredError extends AuthError {
  readonly code = 'group_required';

  constructor(readonly groups: readonly string[]) {
    super(`needs one of the groups: ${groups.join(' ')}`);
  }

  get publicMessage(): string {
    return `This is for members of ${this.groups.join(' or ')}.`;
  }
}

/** A machine came where a user is due, or the reverse. */
export class WrongPrincipalKindError extends AuthError {
  readonly code = 'wrong_principal_kind';

  constructor(readonly requiredKind: 'user' | 'client') {
    super(`needs a ${requiredKind}`);
  }

  get publicMessage(): string {
    return this.requiredKind === 'user'
      ? 'This is for signed-in users.'
      : 'This is for machine clients.';
  }
}

/** A peer service calls for a user where only the user may. */
export class PeerNotAllowedError extends AuthError {
  readonly code = 'peer_not_allowed';
  readonly publicMessage = 'No service may call this for a user.';
}

/** The user must sign in again, or more strongly (RFC 9470 §3). */
export class StepUpRequiredError extends AuthError {
  readonly code = 'insufficient_user_authentication';
  readonly publicMessage = 'This needs a stronger or more recent sign-in.';

  constructor(
    readonly demand: { readonly acrValues?: readonly string[]; readonly maxAgeSeconds?: number },
  ) {
    super('needs a stronger or more recent sign-in');
  }
}
