import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string as it is. */
  readonly body?: unknown;
}

/** An answer, the end of the connection, or silence. */
export type FakeReaction = FakeAnswer | 'drop' | 'hang';

/** Plays a server that the code under test calls: keeps every request and answers as it is told. */
export class FakeServer {
  readonly requests: ReceivedRequest[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
    /** How it reacts; replaced to play something else. */
    public respond: (request: ReceivedRequest) => FakeReaction | Promise<FakeReaction>,
  ) {}

  static async start(respond: FakeServer['respond']): Promise<FakeServer> {
    const server = createServer((incoming, response) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      incoming.on('end', () => {
        const { method = '', url = '', headers } = incoming;
        void fake.react({ method, path: url, headers, body }, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const fake = new FakeServer(server, `http://127.0.0.1:${port}`, respond);
    return fake;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async react(request: ReceivedRequest, response: ServerResponse): Promise<void> {
    this.requests.push(request);
    const reaction = await this.respond(request);
    if (reaction === 'hang') return;
    if (reaction === 'drop') {
      response.destroy();
      return;
    }
    const { status = 200, headers = {}, body = '' } = reaction;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  }
}
