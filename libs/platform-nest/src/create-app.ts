import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Logger, problem } from '@gatehouse/platform-core';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, LogController, type RawServerDefault } from 'fastify';
import { answerBrokenRequest } from './broken-request.js';
import { endConnectionsWhenClosing } from './end-connections.js';
import { PinoNestLogger } from './pino-nest-logger.js';
import { ProblemFilter } from './problem.filter.js';

export interface AppOptions {
  readonly logger: Logger;
  /** Largest body taken, in bytes. */
  readonly bodyLimitBytes?: number;
  /** Takes the request id a trusted caller sends; the edge makes its own. */
  readonly acceptRequestId?: boolean;
  /** False leaves bodies as streams, for apps that pass them on. */
  readonly parseBodies?: boolean;
}

/** Bounds that hold for every app unless it sets its own. */
export const appLimits = {
  bodyLimitBytes: 262_144,
  headersMilliseconds: 10_000,
  requestMilliseconds: 30_000,
  idleMilliseconds: 65_000,
} as const;

/** A path parameter longer than this finds no route; Fastify's own 100 is less than an id may have. */
const maxParamLength = 256;

const requestIdHeader = 'x-request-id';
const requestIdPattern = /^[\w-]{8,64}$/;

/** A Nest app on Fastify, not yet listening. Whatever goes wrong in it is answered as problem+json. */
export async function createApp(
  module: Type | DynamicModule,
  options: AppOptions,
): Promise<NestFastifyApplication> {
  const { logger, acceptRequestId = false, parseBodies = true } = options;
  const adapter = new FastifyAdapter<RawServerDefault>({
    loggerInstance: logger,
    bodyLimit: options.bodyLimitBytes ?? appLimits.bodyLimitBytes,
    requestTimeout: appLimits.requestMilliseconds,
    keepAliveTimeout: appLimits.idleMilliseconds,
    http: { headersTimeout: appLimits.headersMilliseconds },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => requestId(request, acceptRequestId),
    clientErrorHandler: answerBrokenRequest,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    frameworkErrors: answerBadUrl,
    routerOptions: { maxParamLength },
  });
  logRequests(adapter);
  endConnectionsWhenClosing(adapter);
  return NestFactory.create<NestFastifyApplication>(rootModule(module), adapter, {
    logger: new PinoNestLogger(logger),
    bodyParser: parseBodies,
    abortOnError: false,
    forceCloseConnections: false,
  });
}

/** Global filters are asked last come first; that of the root module, asked last, takes what no other takes. */
@Module({})
class RootModule {}

function rootModule(app: Type | DynamicModule): DynamicModule {
  const filter = { provide: APP_FILTER, useClass: ProblemFilter };
  return { module: RootModule, imports: [app], providers: [filter] };
}

/** Starts listening and gives the address. */
export async function listen(
  app: NestFastifyApplication,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<string> {
  await app.listen(port, host);
  return app.getUrl();
}

function requestId(request: IncomingMessage, accept: boolean): string {
  const sent = request.headers[requestIdHeader];
  return accept && typeof sent === 'string' && requestIdPattern.test(sent) ? sent : randomUUID();
}

/** Fastify refuses a path it can't decode before any route is chosen, so no filter sees it. */
function answerBadUrl(_error: unknown, request: { id: string }, reply: FastifyReply): void {
  void reply
    .status(400)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(problem(400, { requestId: request.id })));
}

/** Whoever handles a request may put here what its line is to say too; no secrets and nothing personal. */
interface LoggedRequest {
  readonly logFields?: Readonly<Record<string, unknown>>;
}

/** One line a request: the route's pattern and not its URL, which may hold what no log should. */
function logRequests(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header(requestIdHeader, request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const { logFields } = request as LoggedRequest;
    const line = { method, route: routeOptions.url, status: reply.statusCode };
    const milliseconds = Math.round(reply.elapsedTime);
    request.log.info({ ...logFields, ...line, milliseconds }, 'answered');
    done();
  });
}
