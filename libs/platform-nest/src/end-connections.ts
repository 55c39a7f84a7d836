import type { FastifyAdapter } from '@nestjs/platform-fastify';

/**
 * Lets a closing server come to its end. Node ends the connections that are idle when it closes; one that was busy
 * then would stay open after its answer until the keep-alive timeout, and hold up the end of the process.
 */
export function endConnectionsWhenClosing(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
  // For an answer whose head was out already when the server closed.
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (closing) request.raw.socket.end();
    done();
  });
}
