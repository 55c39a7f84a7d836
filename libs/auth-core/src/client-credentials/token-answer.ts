import type { PostAnswer } from './bounded-post.js';
import type { TokenMethod } from './token-method.js';
import { TokenUnavailableError, type TokenUnavailableReason } from './token-unavailable.error.js';

export interface GrantedToken {
  readonly token: string;
  readonly lifetimeSeconds: number;
}

/** What an Authorization header can carry (`b64token`, RFC 6750 §2.1). */
const tokenPattern = /^[\w.~+/-]{1,16384}=*$/;
/** A day, the longest life Cognito gives an access token. */
const longestLifetimeSeconds = 86_400;

/**
 * The token an answer grants.
 *
 * @throws TokenUnavailableError for a refusal, and `bad_answer` for anything that isn't a bearer token for these
 *   scopes
 */
export function grantedToken(
  method: Pick<TokenMethod, 'fields' | 'fault'>,
  answer: PostAnswer,
  scopeSet: string,
): GrantedToken {
  const body = isObject(answer.body) ? answer.body : {};
  if (answer.status !== 200) throw refusal(method, answer, body);
  const { token, tokenType, expiresIn, scope } = method.fields(body);
  if (typeof token !== 'string' || !tokenPattern.test(token)) throw bad('no access token');
  if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
    throw bad('not a bearer token');
  }
  if (!isLifetime(expiresIn)) throw bad('no usable lifetime');
  if (!grants(scope, scopeSet)) throw bad('not the scopes asked for');
  return { token, lifetimeSeconds: expiresIn };
}

function isLifetime(seconds: unknown): seconds is number {
  return typeof seconds === 'number' && seconds > 0 && seconds <= longestLifetimeSeconds;
}

/** An answer that names no scope grants those that were asked for (RFC 6749 §5.1). */
function grants(scope: unknown, asked: string): boolean {
  if (scope === undefined) return true;
  if (typeof scope !== 'string') return false;
  const granted = new Set(scope.split(' '));
  return asked.split(' ').every((name) => granted.has(name));
}

function refusal(
  method: Pick<TokenMethod, 'fault'>,
  { status, retryAfterSeconds }: PostAnswer,
  body: Readonly<Record<string, unknown>>,
): TokenUnavailableError {
  const reason = method.fault(body) ?? reasonOf(status);
  return new TokenUnavailableError(reason, `status ${status}`, retryAfterSeconds);
}

function reasonOf(status: number): TokenUnavailableReason {
  if (status === 401) return 'invalid_client';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'server_error';
  return status >= 400 ? 'invalid_request' : 'bad_answer';
}

function bad(detail: string): TokenUnavailableError {
  return new TokenUnavailableError('bad_answer', detail);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
