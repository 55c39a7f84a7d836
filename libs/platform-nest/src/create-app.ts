import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { generatedSecurityLogKey, localAddressOf, type Logger } from '@gatehouse/platform-core';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, LogController, type RawServerDefault } from 'fastify';
import { type AppLimits, limitsFor } from './app-limits.js';
import { BrokenRequests } from './broken-request.js';
import { endConnectionsWhenClosing } from './end-connections.js';
import { acceptOnlyStrictJson } from './json-bodies.js';
import { isAfterLastAnswer, lastAnswer } from './last-answer.js';
import { PinoNestLogger } from './pino-nest-logger.js';
import { ProblemFilter } from './problem.filter.js';
import { formFault } from './request-form.js';
import { addResponseDefaults } from './response-defaults.js';
import { SecurityEventGuard } from './security-events/records-security-event.decorator.js';
import {
  type AppSecurityLog,
  beginSecurityEvent,
  securityEventOf,
} from './security-events/request-security-event.js';
import { sendProblem } from './send-problem.js';

export interface AppOptions {
  /** Where all lines go. Nest has one logger a process, and the app made last decides which. */
  readonly logger: Logger;
  /** Where the server's own lines about requests go instead, in a process with more than one app. */
  readonly requestLogger?: Logger;
  /** Largest body taken, in bytes. */
  readonly bodyLimitBytes?: number;
  /** What security events are written with; absent: a key of this app's own. */
  readonly securityLog?: {
    /** The key of the hashes in security events, the same in all apps. */
    readonly key: string;
    /** The pool of the people whom public routes are about. */
    readonly poolId?: string;
  };
  /**
   * Accepts the request id that a trusted caller sends, and on public routes the client's address in `X-Forwarded-For`. The
   * edge creates its own.
   */
  readonly acceptRequestId?: boolean;
  /** Reads JSON bodies, and no others. False leaves all bodies to the app, for one that forwards them. */
  readonly parseBodies?: boolean;
  /** Bounds other than those every app has. */
  readonly limits?: Partial<Omit<AppLimits, 'bodyLimitBytes'>>;
}

/**
 * A path parameter longer than this finds no route; Fastify's own 100 is less than an id may have. Not a setting: the ids
 * of the API, which its clients store, have this length at most.
 */
const maxParamLength = 256;

const requestIdHeader = 'x-request-id';
const requestIdPattern = /^[\w-]{8,64}$/;

/** A Nest app on Fastify, not yet listening. Whatever goes wrong in it is answered as problem+json. */
export async function createApp(
  module: Type | DynamicModule,
  options: AppOptions,
): Promise<NestFastifyApplication> {
  const { logger, requestLogger = logger, acceptRequestId = false, parseBodies = true } = options;
  const limits = limitsFor(acceptRequestId, options.limits);
  const brokenRequests = new BrokenRequests(requestLogger);
  const adapter = new FastifyAdapter<RawServerDefault>({
    loggerInstance: requestLogger,
    bodyLimit: options.bodyLimitBytes ?? limits.bodyLimitBytes,
    requestTimeout: limits.requestMilliseconds,
    keepAliveTimeout: limits.idleMilliseconds,
    http: {
      headersTimeout: limits.headersMilliseconds,
      connectionsCheckingInterval: limits.timeoutCheckMilliseconds,
      maxHeaderSize: limits.headBytes,
      // Looked at by formFault, which answers with a problem.
      requireHostHeader: false,
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => requestId(request, acceptRequestId),
    clientErrorHandler: brokenRequests.answer,
    frameworkErrors: answerBadUrl,
    routerOptions: { maxParamLength },
  });
  addResponseDefaults(adapter);
  logRequests(adapter, securityLogOf(options));
  brokenRequests.watch(adapter.getInstance().server);
  refuseBadForm(adapter, limits.headerFields);
  takeNothingAfterLastAnswers(adapter);
  endConnectionsWhenClosing(adapter, limits.closingMilliseconds);
  if (parseBodies) acceptOnlyStrictJson(adapter, limits.jsonLevels);
  return NestFactory.create<NestFastifyApplication>(rootModule(module), adapter, {
    logger: new PinoNestLogger(logger),
    // Nest's parsers would accept forms, too.
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: false,
  });
}

/**
 * Global filters are asked last come first; that of the root module, asked last, takes what no other takes. Global guards run
 * first come first, so that of the root module runs before any that rejects.
 */
@Module({})
class RootModule {}

function rootModule(app: Type | DynamicModule): DynamicModule {
  const filter = { provide: APP_FILTER, useClass: ProblemFilter };
  const guard = { provide: APP_GUARD, useClass: SecurityEventGuard };
  return { module: RootModule, imports: [app], providers: [filter, guard] };
}

export interface ListenOptions {
  readonly port: number;
  readonly host: string;
  /** How long a host name may not resolve yet (5 s). */
  readonly lookupTimeoutSeconds?: number;
}

/** Starts listening and returns the URL. A host name is bound as the one address of this machine that it stands for. */
export async function listen(
  app: NestFastifyApplication,
  { port, host, lookupTimeoutSeconds: timeoutSeconds }: ListenOptions,
): Promise<string> {
  const options = timeoutSeconds === undefined ? {} : { timeoutSeconds };
  await app.listen(port, await localAddressOf(host, options));
  return app.getUrl();
}

function requestId(request: IncomingMessage, accept: boolean): string {
  const sent = request.headers[requestIdHeader];
  return accept && typeof sent === 'string' && requestIdPattern.test(sent) ? sent : randomUUID();
}

/** Before any route is chosen; what follows on such a connection can't be trusted, so it ends. */
function refuseBadForm(adapter: FastifyAdapter, headerFields: number): void {
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isAfterLastAnswer(request)) {
      // No answer at all: Node ends the connection once the last one is out.
      reply.hijack();
      return;
    }
    const status = formFault(request.raw, headerFields);
    if (status === undefined) done();
    else void sendProblem(lastAnswer(reply), status);
  });
}

/** Whoever has set the header: Fastify does for a body of a type it doesn't read, and a proxy for one it didn't need. */
function takeNothingAfterLastAnswers(adapter: FastifyAdapter): void {
  adapter.getInstance().addHook('onSend', (_request, reply, payload, done) => {
    if (reply.getHeader('connection') === 'close') lastAnswer(reply);
    done(null, payload);
  });
}

/** Fastify refuses a path it can't decode before any route is chosen, so no filter sees it. */
function answerBadUrl(_error: unknown, _request: unknown, reply: FastifyReply): void {
  void sendProblem(lastAnswer(reply), 400);
}

/** Whoever handles a request may put here what its line is to say too; no secrets and nothing personal. */
interface LoggedRequest {
  readonly logFields?: Readonly<Record<string, unknown>>;
}

/** Security events are written at `info`, also where the lines of requests have a level of their own. */
function securityLogOf(options: AppOptions): AppSecurityLog {
  const { logger, requestLogger = logger, securityLog, acceptRequestId = false } = options;
  return {
    logger: requestLogger === logger ? logger : requestLogger.child({}, { level: logger.level }),
    key: securityLog?.key ?? generatedSecurityLogKey(),
    poolId: securityLog?.poolId,
    isBehindGateway: acceptRequestId,
  };
}

/**
 * One line a request: the route's pattern and not its URL, which may hold what no log should. The request's security event,
 * if it is one, is on the same line.
 */
function logRequests(adapter: FastifyAdapter, securityLog: AppSecurityLog): void {
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header(requestIdHeader, request.id);
    beginSecurityEvent(request, reply, securityLog);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const { logFields } = request as LoggedRequest;
    const milliseconds = Math.round(reply.elapsedTime);
    const line = { method, route: routeOptions.url, status: reply.statusCode, milliseconds };
    const all = { ...logFields, ...line };
    if (!securityEventOf(request)?.writeLine(all)) request.log.info(all, 'answered');
    done();
  });
}
