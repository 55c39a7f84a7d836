import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Resources } from './resources.js';

/** So many different TCP ports that were free on loopback a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const resources = new Resources();
  const servers = await resources.open(() =>
    Promise.all(Array.from({ length: count }, () => resources.add(listen()))),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await resources.close();
  return ports;
}

function listen() {
  return new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
