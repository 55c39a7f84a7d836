import type { AuthenticatedRequest } from '@gatehouse/auth-nest';
import { lastAnswer, sendProblem } from '@gatehouse/platform-nest';
import type { FastifyReply } from 'fastify';
import { CallerLeftError, ForwardingError, UpstreamError } from './forwarding-error.js';

const timeoutCodes = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);

/** nginx's status for a request whose caller left before the response. It appears in the log alone. */
const callerLeftStatus = 499;

/**
 * Responds to a request that could not be forwarded, or whose upstream failed before the head of its response was sent:
 * the status of a rejection, 504 for an upstream that did not respond in time, and 502 for one that cannot be reached or
 * aborts.
 *
 * @throws unknown any other error, which is the gateway's own
 */
export function respondToFailure(reply: FastifyReply, error: unknown): void {
  const { log } = reply.request;
  if (error instanceof CallerLeftError || reply.raw.destroyed) {
    reply.raw.statusCode = callerLeftStatus;
    if (!reply.sent) reply.hijack();
    return;
  }
  if (error instanceof ForwardingError) {
    reject(reply, error);
    return;
  }
  if (!(error instanceof UpstreamError)) throw error;
  log.warn({ event: 'forwarding.failed', reason: error.code }, 'upstream failed');
  void sendProblem(reply, timeoutCodes.has(error.code) ? 504 : 502);
}

function reject(reply: FastifyReply, { code, rejection }: ForwardingError): void {
  const { status, detail, retryAfterSeconds } = rejection;
  const request: AuthenticatedRequest = reply.request;
  request.logFields = { ...request.logFields, event: 'forwarding.rejected', reason: code };
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  // The rest of the body is not read.
  void sendProblem(reply.request.raw.complete ? reply : lastAnswer(reply), status, {
    code,
    detail,
  });
}
