import { lastAnswer, sendProblem } from '@gatehouse/platform-nest';
import type { FastifyReply } from 'fastify';
import { BodyTooLargeError } from './bounded-body.js';

const silent = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);

/** 504 for an upstream that didn't answer in time, 502 for one that can't be reached or breaks off. */
export function answerUpstreamFailure(reply: FastifyReply, error: Error): void {
  const cause = (error.cause ?? error) as NodeJS.ErrnoException;
  const status =
    cause instanceof BodyTooLargeError ? 413 : silent.has(cause.code ?? '') ? 504 : 502;
  // What is left of a body that is too large isn't waited for.
  void sendProblem(status === 413 ? lastAnswer(reply) : reply, status);
}
