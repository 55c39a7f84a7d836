import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** More than the buffers between the upstream and a caller that does not read. */
const largeBody = Buffer.alloc(16 * 1024 * 1024);

/** Stands for both services. It responds at once, later, slowly or never, by the last segment of the path. */
export class OverloadUpstream {
  /** Requests that have arrived and whose connection is still open, by path. */
  private readonly open = new Map<string, Set<ServerResponse>>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<OverloadUpstream> {
    const server = createServer((request, response) => {
      const path = (request.url ?? '').replace(/^\/base/, '');
      upstream.count(path, response);
      request.resume().on('error', () => undefined);
      if (path.endsWith('/hang')) return;
      if (path.endsWith('/events')) {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: first\n\n');
      } else if (path.endsWith('/large')) response.end(largeBody);
      else request.once('end', () => response.end('{}'));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const upstream = new OverloadUpstream(server, `http://127.0.0.1:${port}`);
    return upstream;
  }

  openAt(path: string): number {
    return this.open.get(path)?.size ?? 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private count(path: string, response: ServerResponse): void {
    const open = this.open.get(path) ?? new Set();
    this.open.set(path, open.add(response));
    response.once('close', () => open.delete(response));
  }
}
