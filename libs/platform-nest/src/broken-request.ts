import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Logger, problem } from '@gatehouse/platform-core';
import { allowedMethods } from './request-form.js';
import { responseDefaults } from './response-defaults.js';

const statusByCode: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * The caller is given so long to read the last response of a connection and close its side. Not a setting: it bounds what
 * a caller that sends broken requests can hold.
 */
const lingerMilliseconds = 1_000;

/**
 * Answers what Node's HTTP parser refuses or hands out, and ends the connection, whose framing can't be trusted any
 * more. An answer goes only where it can't be taken for that of another request: those that came whole before on the
 * connection are answered first, and where an answer has begun, the connection ends without another.
 */
export class BrokenRequests {
  /** The answers still due on a connection, in their sequence. */
  private readonly due = new WeakMap<Duplex, Set<ServerResponse>>();
  private readonly ended = new WeakSet<Duplex>();

  constructor(private readonly logger: Logger) {}

  /** Takes over what the server would answer in its own words, or not at all. */
  watch(server: Server): void {
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      const responses = this.due.get(socket) ?? new Set();
      this.due.set(socket, responses.add(response));
      response.once('close', () => responses.delete(response));
    });
    server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
      const { fields, body } = answerOf(417);
      response.writeHead(417, fields).end(body);
    });
    server.on('connect', (_request: IncomingMessage, socket: Duplex) => this.end(socket, 405));
  }

  /** The listener of the server's `clientError`. */
  readonly answer = (error: NodeJS.ErrnoException, socket: Duplex): void => {
    // What still arrives on a connection that has had its last answer is nothing new.
    if (this.ended.has(socket)) return;
    if (error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const status = statusByCode[error.code ?? ''] ?? 400;
    this.logger.warn({ reason: error.code, status }, 'broken request');
    this.end(socket, status);
  };

  private end(socket: Duplex, status: number): void {
    this.ended.add(socket);
    const due = [...(this.due.get(socket) ?? [])];
    const last = due.at(-1);
    if (!last) send(socket, status);
    else if (last.req.complete) last.once('close', () => send(socket, status));
    // The body of the last request broke, so the answer is that request's, unless it has begun or isn't next.
    else if (due.length === 1 && !last.headersSent) send(socket, status);
    else socket.destroy();
  }
}

function send(socket: Duplex, status: number): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const destruction = setTimeout(() => socket.destroy(), lingerMilliseconds);
  socket.once('close', () => clearTimeout(destruction));
  socket.on('error', () => socket.destroy());
  const { title, fields, body } = answerOf(status);
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${title}`, ...lines, '', body].join('\r\n'));
}

function answerOf(status: number) {
  const answer = problem(status);
  const body = JSON.stringify(answer);
  const fields = {
    ...responseDefaults,
    ...(status === 405 ? { Allow: allowedMethods.join(', ') } : {}),
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  return { title: answer.title, fields, body };
}
