import { type Problem, problem } from '@gatehouse/platform-core';
import type { FastifyReply } from 'fastify';
import { responseDefaults } from './response-defaults.js';

/** Answers with a problem, the request's id in it. For hooks, which run before any filter could. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  members: Omit<Partial<Problem>, 'status'> = {},
): FastifyReply {
  const { id: requestId } = reply.request;
  return (
    reply
      .status(status)
      .header('content-type', 'application/problem+json')
      // Set here, too: Fastify runs no onSend hook for a path that it cannot decode.
      .headers(responseDefaults)
      .send(JSON.stringify(problem(status, { ...members, requestId })))
  );
}
