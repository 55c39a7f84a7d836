import {
  AmbiguousCredentialsError,
  type AuthError,
  InsufficientScopeError,
  InvalidTokenError,
  KeysUnavailableError,
  MissingTokenError,
  StepUpRequiredError,
} from '@gatehouse/auth-core';

/** A refusal as HTTP says it. */
export interface HttpRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

const retryAfterSeconds = '5';

/**
 * Status and `WWW-Authenticate` challenge of a refusal: RFC 6750 §3 for tokens and scopes, RFC 9470 §3 for
 * step-up. A request without a token gets a challenge without an error code (RFC 6750 §3.1).
 */
export function httpRefusal(error: AuthError): HttpRefusal {
  if (error instanceof MissingTokenError) return challenge(401, {});
  if (error instanceof InvalidTokenError) return challenge(401, { error: 'invalid_token' });
  if (error instanceof AmbiguousCredentialsError)
    return challenge(400, { error: 'invalid_request' });
  if (error instanceof KeysUnavailableError) {
    return { status: 503, headers: { 'retry-after': retryAfterSeconds } };
  }
  if (error instanceof InsufficientScopeError) {
    return challenge(403, { error: error.code, scope: error.requiredScopes.join(' ') });
  }
  if (error instanceof StepUpRequiredError) {
    const { acrValues, maxAgeSeconds } = error.demand;
    return challenge(401, {
      error: error.code,
      acr_values: acrValues?.join(' '),
      max_age: maxAgeSeconds?.toString(),
    });
  }
  return { status: 403, headers: {} };
}

function challenge(status: number, parameters: Record<string, string | undefined>): HttpRefusal {
  const list = Object.entries<string | undefined>({ realm: 'gatehouse', ...parameters })
    .filter((entry) => entry[1] !== undefined)
    .map(([name, value = '']) => `${name}="${value}"`);
  return { status, headers: { 'www-authenticate': `Bearer ${list.join(', ')}` } };
}
