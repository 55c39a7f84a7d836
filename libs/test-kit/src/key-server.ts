import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SigningKey } from './signing-key.js';

export interface JwksAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/**
 * An answer, or what a broken endpoint does instead: it ends the connection, says nothing, sends an octet now and then,
 * or never stops sending.
 */
export type JwksReaction = JwksAnswer | 'drop' | 'hang' | 'trickle' | 'endless';

/** Serves a JWK Set on loopback, counts the requests, and can be told to do something else. */
export class KeyServer {
  requests = 0;
  /** What it does; replaced to play an outage or a broken endpoint. */
  respond: () => JwksReaction | Promise<JwksReaction>;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    /** What is published, in this order. */
    readonly keys: SigningKey[],
  ) {
    this.respond = () => this.published();
  }

  static async start(keys: SigningKey[]): Promise<KeyServer> {
    const server = createServer((_request, response) => {
      keyServer.requests += 1;
      void Promise.resolve(keyServer.respond()).then((reaction) => react(reaction, response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const keyServer = new KeyServer(server, `http://127.0.0.1:${port}/jwks.json`, keys);
    return keyServer;
  }

  published(): { status: number; body: string } {
    return { status: 200, body: JSON.stringify({ keys: this.keys.map((key) => key.publicJwk) }) };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const trickleMilliseconds = 10;
const endlessChunk = ' '.repeat(16_384);

function react(reaction: JwksReaction, response: ServerResponse): void {
  if (reaction === 'hang') return;
  if (reaction === 'drop') response.destroy();
  else if (reaction === 'trickle') trickle(response);
  else if (reaction === 'endless') sendOn(response);
  else {
    const { status, headers, body } = reaction;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  }
}

function trickle(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), trickleMilliseconds);
  response.once('close', () => clearInterval(timer));
}

function sendOn(response: ServerResponse): void {
  while (!response.destroyed && response.write(endlessChunk));
  response.once('drain', () => sendOn(response));
}
