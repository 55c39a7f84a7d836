import type { Fault, Outcome, WholeAnswer } from './exchange.js';
import { retryAfterSeconds } from './retry-after.js';
import {
  ServiceAnswerError,
  ServiceUnavailableError,
  type ServiceUnavailableReason,
} from './service-errors.js';
import type { ServiceAnswer } from './service-request.js';

/**
 * The answer, as its caller wants it.
 *
 * @throws ServiceUnavailableError, ServiceAnswerError; TypeError for a request that can't be sent
 */
export function readAnswer<Body>(
  service: string,
  outcome: Outcome,
  parse: (body: unknown) => Body,
): ServiceAnswer<Body> {
  if (outcome.fault !== undefined) throw faultError(service, outcome);
  const { status, headers } = outcome;
  if (status < 200 || status > 299) throw statusError(service, outcome);
  const json = jsonOf(service, outcome);
  try {
    return { status, headers, body: parse(json) };
  } catch {
    // The cause would show what is in the answer.
    throw new ServiceAnswerError(service, 'unexpected_body', status);
  }
}

function jsonOf(service: string, answer: WholeAnswer): unknown {
  const text = textOf(answer.chunks);
  if (text === '') return undefined;
  try {
    if (isJson(answer.headers['content-type'])) return JSON.parse(text);
  } catch {
    // Said below.
  }
  throw new ServiceAnswerError(service, 'not_json', answer.status);
}

function textOf(chunks: readonly Buffer[]): string {
  const [first, second] = chunks;
  if (!first) return '';
  return (second ? Buffer.concat(chunks) : first).toString('utf8');
}

const jsonType = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

function isJson(contentType: string | string[] | undefined): boolean {
  return typeof contentType === 'string' && jsonType.test(contentType);
}

const unavailableByStatus = new Map<number, ServiceUnavailableReason>([
  [429, 'throttled'],
  [502, 'failing'],
  [503, 'failing'],
  [504, 'failing'],
]);

/** Where nobody says when another try may succeed. */
const usualRetryAfterSeconds = 5;

function statusError(service: string, answer: WholeAnswer): Error {
  const { status, headers } = answer;
  const reason = unavailableByStatus.get(status);
  if (!reason) return new ServiceAnswerError(service, 'status', status, problemCode(answer));
  const seconds = Math.max(1, retryAfterSeconds(headers) ?? usualRetryAfterSeconds);
  return new ServiceUnavailableError(service, reason, `status ${status}`, seconds);
}

const reasonByFault: Readonly<
  Record<Exclude<Fault['fault'], 'too_large' | 'invalid'>, ServiceUnavailableReason>
> = { unreachable: 'unreachable', timeout: 'timeout', expired: 'timeout', closed: 'closed' };

function faultError(service: string, { fault, detail, status }: Fault): Error {
  if (fault === 'too_large') return new ServiceAnswerError(service, 'too_large', status);
  if (fault === 'invalid') return new TypeError(`the request to ${service} cannot be sent`);
  return new ServiceUnavailableError(service, reasonByFault[fault], detail, usualRetryAfterSeconds);
}

/** `code` of a problem detail (RFC 9457 §3.2), a word for programs; anything longer isn't one. */
function problemCode({ headers, chunks }: WholeAnswer): string | undefined {
  if (!isJson(headers['content-type'])) return undefined;
  try {
    const { code } = JSON.parse(textOf(chunks)) as { code?: unknown };
    return typeof code === 'string' && /^[a-z][\w.-]{0,63}$/.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
