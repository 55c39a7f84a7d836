import { DomainError, type FaultKind, problem, type Problem } from '@gatehouse/platform-core';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { responseDefaults } from './response-defaults.js';
import { securityEventOf } from './security-events/request-security-event.js';
import { SchemaMismatchError } from './valid.pipe.js';

/** The status of each kind of fault. */
export const statusByKind: Readonly<Record<FaultKind, number>> = {
  invalid: 400,
  refused: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  unprocessable: 422,
  limited: 429,
  unavailable: 503,
};

/** Whatever no other filter has taken becomes a problem; what nobody foresaw is a 500 whose cause is in the log alone. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = describe(error);
    securityEventOf(request)?.fail(reasonOf(error), answer.status);
    if (answer.status >= 500) {
      this.logger.error({
        msg: 'failed',
        requestId: request.id,
        status: answer.status,
        err: error,
      });
    }
    if (reply.sent) return;
    // Every 401 carries a challenge (RFC 9110 §15.5.2).
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer realm="gatehouse"');
    if (error instanceof DomainError && error.retryAfterSeconds !== undefined) {
      reply.header('retry-after', String(error.retryAfterSeconds));
    }
    void reply
      .status(answer.status)
      .header('content-type', 'application/problem+json')
      // A route may have stated that its responses can be stored, before it failed.
      .header('cache-control', responseDefaults['Cache-Control'])
      .send(JSON.stringify({ ...answer, requestId: request.id }));
  }
}

function describe(error: unknown): Problem {
  if (error instanceof SchemaMismatchError) {
    return problem(400, { code: 'invalid_request', detail: error.message, errors: error.faults });
  }
  if (error instanceof DomainError) {
    const { kind, code, publicMessage: detail, details } = error;
    return problem(statusByKind[kind], { ...details, code, detail });
  }
  // Nest's own messages repeat the request's URL, which may hold what no answer should.
  if (error instanceof HttpException) return problem(error.getStatus());
  return problem(clientFault(error) ?? 500);
}

/** The stable word for why a request failed, for the log. */
function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.logReason ?? error.code;
  if (error instanceof SchemaMismatchError) return 'invalid_request';
  if (error instanceof HttpException) return `http_${error.getStatus()}`;
  return 'internal_error';
}

/** Fastify's own refusals of a request carry a status; only those that blame the client are passed on. */
function clientFault(error: unknown): number | undefined {
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
    ? statusCode
    : undefined;
}
