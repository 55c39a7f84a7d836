import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Logger } from '@gatehouse/platform-core';
import { type Answer, errorAnswer } from './answer.js';
import { BodyTooLargeError, isAborted, parseRequest, type Request } from './request.js';
import type { ServerLimits } from './server-limits.js';
import { failureAnswer, type Route } from './route.js';
import { createRouter, type RouteMatch } from './router.js';

/** Thrown by a handler instead of an answer: the client is left without one. */
export class DroppedConnection extends Error {
  constructor() {
    super('the connection is dropped');
    this.name = 'DroppedConnection';
  }
}

/** A request that is over. */
export interface Exchange {
  readonly request: Request;
  /** The path of the route that answered it; nothing where there was none. */
  readonly route: string | undefined;
  /** Nothing when the connection was dropped instead. */
  readonly answer: Answer | undefined;
  readonly milliseconds: number;
}

interface ServingParts {
  readonly log: Logger;
  readonly clock: Clock;
  /** Told of every request once it is answered. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Whether an error means that the server is going away (503) instead of a defect (500). */
  readonly isUnavailable: (error: unknown) => boolean;
}

/** Node's HTTP server with limits on how long and how large a request may be. */
export function createHttpServer(limits: ServerLimits): Server {
  const server = createServer({
    maxHeaderSize: limits.headBytes,
    headersTimeout: limits.headMilliseconds,
    requestTimeout: limits.requestMilliseconds,
    keepAliveTimeout: limits.idleMilliseconds,
    // Not a setting: it is the resolution of these times.
    connectionsCheckingInterval: 5_000,
  });
  server.maxHeadersCount = limits.headerFields;
  server.on('clientError', refuseGarbage);
  return server;
}

/**
 * Answers every request by the routes; whatever goes wrong is answered and logged, and nothing gets past. The Date of
 * answers is the clock's: clients take it for the service's time.
 */
export function serveRoutes(server: Server, routes: readonly Route[], parts: ServingParts): void {
  const { log, clock, onExchange } = parts;
  const findRoute = createRouter(routes);
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    const id = randomUUID();
    const startedAt = performance.now();
    const request = parseRequest(message, id);
    const match = request && findRoute(request.method, request.path);
    const route = match?.kind === 'found' ? match.route.path : undefined;
    const tell = (answer: Answer | undefined): number => {
      const milliseconds = Math.round(performance.now() - startedAt);
      if (request !== undefined) onExchange?.({ request, route, answer, milliseconds });
      return milliseconds;
    };
    answerRequest(request, match, parts)
      .then((answer) => {
        // What is left of a body nobody wanted is not waited for, nor another request once the server is to end.
        const isLast = !message.complete || !server.listening;
        if (isLast) response.setHeader('connection', 'close');
        const own = {
          date: new Date(clock.nowMilliseconds()).toUTCString(),
          'x-amzn-requestid': id,
          'x-content-type-options': 'nosniff',
        };
        const length =
          answer.body === undefined ? {} : { 'content-length': Buffer.byteLength(answer.body) };
        response.writeHead(answer.status, { ...own, ...length, ...answer.headers });
        response.end(answer.body);
        const took = tell(answer);
        log.debug(
          { requestId: id, method: message.method, status: answer.status, took },
          'answered',
        );
      })
      .catch((error: unknown) => {
        if (!(error instanceof DroppedConnection))
          log.error({ requestId: id, err: error }, 'an answer could not be sent');
        message.destroy();
        if (error instanceof DroppedConnection) tell(undefined);
      });
  });
}

async function answerRequest(
  request: Request | undefined,
  match: RouteMatch | undefined,
  { log, isUnavailable }: ServingParts,
): Promise<Answer> {
  if (request === undefined || match === undefined) return errorAnswer(400, 'bad_request');
  if (match.kind === 'nothing') return errorAnswer(404, 'not_found');
  if (match.kind === 'wrong method')
    return errorAnswer(405, 'method_not_allowed', { allow: match.allowed.join(', ') });
  try {
    return await match.handle(request);
  } catch (error) {
    if (error instanceof DroppedConnection) throw error;
    if (error instanceof BodyTooLargeError) return failureAnswer(match.route, request, 413);
    if (isAborted(error)) return errorAnswer(400, 'bad_request');
    if (isUnavailable(error)) return failureAnswer(match.route, request, 503);
    log.error({ requestId: request.id, err: error }, 'a request failed');
    return failureAnswer(match.route, request, 500);
  }
}

function refuseGarbage(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = garbageStatus.get(error.code ?? '') ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

const garbageStatus: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);
