import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Watches the connections of a server that doesn't listen yet. The answer stops it: connections without a request
 * under way, silent ones and half-sent headers among them, end at once, the others with their answer or when the grace is
 * over.
 */
export function stoppable(server: Server, graceMilliseconds: number): () => Promise<void> {
  const open = new Set<Socket>();
  const underWay = new Map<Socket, number>();
  const count = (socket: Socket, more: 1 | -1) => {
    const requests = (underWay.get(socket) ?? 0) + more;
    if (requests > 0) underWay.set(socket, requests);
    else underWay.delete(socket);
  };
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    count(socket, 1);
    response.once('close', () => count(socket, -1));
  });
  return async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) if (!underWay.has(socket)) socket.destroy();
    // A connection whose answer is just going out counts as busy at first, and nobody would close it once it is idle.
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    const end = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
    try {
      await closed;
    } finally {
      clearInterval(sweep);
      clearTimeout(end);
    }
  };
}
