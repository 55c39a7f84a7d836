import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Opens and closes a loopback port: 0 finds a free one.
 *
 * @returns the port.
 * @throws Error with `code` EADDRINUSE and `port` when another program has it.
 */
export async function tryPort(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : port;
}
