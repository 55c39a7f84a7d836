import { readBounded } from '../read-bounded.js';
import { TokenUnavailableError } from './token-unavailable.error.js';

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PostAnswer {
  readonly status: number;
  /** `Retry-After`, in seconds; undefined where there is none. */
  readonly retryAfterSeconds?: number;
  /** The JSON of the body; undefined when it isn't JSON. */
  readonly body: unknown;
}

export interface PostBounds {
  readonly timeoutMilliseconds: number;
  readonly answerBytes: number;
  readonly nowMilliseconds: number;
}

/**
 * Posts, within bounds on time and size, and follows no redirect: a secret goes to the configured address alone.
 *
 * @param ended aborts the request
 * @throws TokenUnavailableError `unreachable`, `timeout`, `bad_answer` or `closed`, without the cause: it might
 *   show what was sent
 */
export async function boundedPost(
  { url, headers, body }: PostRequest,
  bounds: PostBounds,
  ended: AbortSignal,
): Promise<PostAnswer> {
  throwIfClosed(ended);
  const stop = new AbortController();
  const abort = () => stop.abort();
  const timer = setTimeout(abort, bounds.timeoutMilliseconds).unref();
  ended.addEventListener('abort', abort);
  try {
    const signal = stop.signal;
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body,
      signal,
    });
    return {
      status: response.status,
      retryAfterSeconds: retryAfter(response.headers.get('retry-after'), bounds.nowMilliseconds),
      body: parse(await readBounded(response.body, bounds.answerBytes, tooLarge)),
    };
  } catch (error) {
    throwIfClosed(ended);
    if (error instanceof TokenUnavailableError) throw error;
    if (stop.signal.aborted) throw new TokenUnavailableError('timeout', 'no answer in time');
    throw new TokenUnavailableError('unreachable', `no connection (${codeOf(error)})`);
  } finally {
    clearTimeout(timer);
    ended.removeEventListener('abort', abort);
  }
}

function throwIfClosed(ended: AbortSignal): void {
  if (ended.aborted) throw new TokenUnavailableError('closed', 'the token source was closed');
}

function tooLarge(): Error {
  return new TokenUnavailableError('bad_answer', 'the answer is too large');
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Seconds, or a date (RFC 9110 §10.2.3). */
function retryAfter(value: string | null, nowMilliseconds: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - nowMilliseconds) / 1000);
}

/** A system's or undici's error code, such as `ECONNREFUSED`, which holds nothing of the request. */
function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const found = cause?.code ?? code;
  return typeof found === 'string' ? found : 'no code';
}
