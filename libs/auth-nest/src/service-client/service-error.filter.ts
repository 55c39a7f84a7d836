import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AuthenticatedRequest } from '../authenticated-request.js';
import { ServiceAnswerError, ServiceUnavailableError } from './service-errors.js';

/** Answers 503 with `Retry-After` when a service is away, and 502 when it gave a useless answer (RFC 9457). */
@Catch(ServiceUnavailableError, ServiceAnswerError)
export class ServiceErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('service-client');

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: ServiceUnavailableError | ServiceAnswerError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { id: requestId } = http.getRequest<AuthenticatedRequest>();
    const response: unknown = http.getResponse();
    const { httpAdapter } = this.adapterHost;
    const { code, publicMessage: detail, service, reason } = error;
    const status = error instanceof ServiceUnavailableError ? 503 : 502;
    this.logger.warn({ msg: error.message, service, reason, status, requestId });
    if (error instanceof ServiceUnavailableError) {
      httpAdapter.setHeader(response, 'retry-after', String(error.retryAfterSeconds));
    }
    httpAdapter.setHeader(response, 'content-type', 'application/problem+json');
    const title = STATUS_CODES[status];
    httpAdapter.reply(
      response,
      { type: 'about:blank', title, status, code, detail, requestId },
      status,
    );
  }
}
