import type { FastifyReply, FastifyRequest } from 'fastify';

const ended = new WeakSet<object>();

/**
 * Makes this the last answer of its connection. What follows there is not looked at, even if it has arrived already
 * (RFC 9112 §9.6): nobody would learn what became of it, and where the request's end may not be where it seems, nobody
 * sent it on purpose.
 */
export function lastAnswer(reply: FastifyReply): FastifyReply {
  ended.add(reply.request.raw.socket);
  return reply.header('connection', 'close');
}

/** Whether the connection of a request has had its last answer. */
export function isAfterLastAnswer({ raw }: FastifyRequest): boolean {
  return ended.has(raw.socket);
}
