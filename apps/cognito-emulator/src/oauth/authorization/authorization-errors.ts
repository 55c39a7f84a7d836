/** What the authorization endpoint says when it refuses (RFC 6749 §4.1.2.1; OpenID Connect Core 1.0 §3.1.2.6). */
export type AuthorizationErrorCode =
  | 'invalid_request'
  | 'unauthorized_client'
  | 'invalid_scope'
  | 'server_error'
  | 'login_required'
  | 'unmet_authentication_requirements';

/** A refusal that is told to the client at its redirect URI. */
export class AuthorizationError extends Error {
  constructor(
    readonly code: AuthorizationErrorCode,
    /** The redirect URI with the refusal in it. */
    readonly location: string,
  ) {
    super(code);
    this.name = 'AuthorizationError';
  }
}

export type PageErrorCode =
  'invalid_request' | 'invalid_client' | 'redirect_mismatch' | 'unauthorized_client';

/**
 * A refusal that is shown to the user at the domain's own page, and told to nobody else: the redirect URI isn't known to
 * be the client's (RFC 6749 §4.1.2.1).
 */
export class PageError extends Error {
  constructor(
    readonly code: PageErrorCode,
    readonly clientId?: string,
  ) {
    super(code);
    this.name = 'PageError';
  }

  /** The page that says so. */
  get location(): string {
    const query = new URLSearchParams({ error: this.code });
    if (this.clientId !== undefined) query.set('client_id', this.clientId);
    return `/error?${query.toString()}`;
  }
}
