import { AuthError, InvalidTokenError, KeysUnavailableError } from '@gatehouse/auth-core';
import { problem } from '@gatehouse/platform-core';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type AuthenticatedRequest, principalOf } from './authenticated-request.js';
import { httpRefusal } from './challenge.js';

/** Answers refusals with problem+json and the right challenge, and logs each in one line that holds no claim. */
@Catch(AuthError)
export class AuthExceptionFilter implements ExceptionFilter<AuthError> {
  private readonly logger = new Logger('auth');

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: AuthError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const response: unknown = http.getResponse();
    const { status, headers } = httpRefusal(error);
    this.logger.warn(refusalLine(error, request, status));
    const { httpAdapter } = this.adapterHost;
    for (const [name, value] of Object.entries(headers))
      httpAdapter.setHeader(response, name, value);
    httpAdapter.setHeader(response, 'content-type', 'application/problem+json');
    const { code, publicMessage: detail } = error;
    httpAdapter.reply(response, problem(status, { code, detail, requestId: request.id }), status);
  }
}

function refusalLine(error: AuthError, request: AuthenticatedRequest, status: number) {
  return {
    msg: 'refused',
    reason: error instanceof InvalidTokenError ? error.reason : error.code,
    detail:
      error instanceof InvalidTokenError || error instanceof KeysUnavailableError
        ? error.message
        : undefined,
    status,
    requestId: request.id,
    clientId: principalOf(request)?.clientId,
    method: request.method,
    route: request.routeOptions?.url ?? request.route?.path,
  };
}
