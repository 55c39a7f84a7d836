import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  body: string;
  /** It came to its end. */
  whole: boolean;
}

/** Stands for both services: keeps what arrives, from its head on, and answers 200. */
export class RecordingUpstream {
  readonly received: Received[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<RecordingUpstream> {
    const server = createServer((incoming, answer) => {
      const { method = '', url = '', headers } = incoming;
      const seen = { method, url, headers, body: '', whole: false };
      upstream.received.push(seen);
      incoming.setEncoding('latin1').on('data', (chunk) => (seen.body += String(chunk)));
      incoming.on('error', () => undefined);
      incoming.on('end', () => {
        seen.whole = true;
        answer.writeHead(200, { 'content-length': 2 }).end('{}');
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const upstream = new RecordingUpstream(server, `http://127.0.0.1:${port}`);
    return upstream;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
