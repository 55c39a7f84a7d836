import type { FastifyReply, FastifyRequest } from 'fastify';

const ended = new WeakSet<object>();

/**
 * Makes this the last answer of its connection. For a request whose end may not be where it seems: what follows on
 * the connection is no request that anyone sent on purpose, even if it has arrived already (RFC 9112 §9.6).
 */
export function lastAnswer(reply: FastifyReply): FastifyReply {
  ended.add(reply.request.raw.socket);
  return reply.header('connection', 'close');
}

/** Whether the connection of a request has had its last answer. */
export function isAfterLastAnswer({ raw }: FastifyRequest): boolean {
  return ended.has(raw.socket);
}
