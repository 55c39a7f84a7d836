import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { lastAnswer } from './last-answer.js';

const closingServers = new WeakSet<object>();

/** Whether the server closes, so that each response has to be the last of its connection. */
export function isClosing({ server }: Pick<FastifyInstance, 'server'>): boolean {
  return closingServers.has(server);
}

/**
 * Lets a closing server come to its end. Node ends the connections that are idle when it closes. Three kinds would
 * hold it up: one that was busy then and stays open after its answer; one that has not sent a whole request head yet;
 * and one whose request never ends, because a closing server no longer looks at its own timeouts.
 *
 * @param graceMilliseconds how long requests in progress may take
 */
export function endConnectionsWhenClosing(
  adapter: FastifyAdapter,
  graceMilliseconds: number,
): void {
  const fastify = adapter.getInstance();
  const { server } = fastify;
  const open = new Set<Socket>();
  const busy = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }: { socket: Socket }, response: ServerResponse) => {
    busy.add(socket);
    response.once('close', () => busy.delete(socket));
  });
  fastify.addHook('preClose', (done) => {
    closingServers.add(server);
    for (const socket of open) if (!busy.has(socket)) socket.destroy();
    setTimeout(() => server.closeAllConnections(), graceMilliseconds).unref();
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing(fastify)) lastAnswer(reply);
    done(null, payload);
  });
  // For an answer whose head was out already when the server closed.
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (isClosing(fastify)) request.raw.socket.end();
    done();
  });
}
