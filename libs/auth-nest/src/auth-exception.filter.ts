import { STATUS_CODES } from 'node:http';
import { AuthError } from '@gatehouse/auth-core';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { httpRefusal } from './challenge.js';
import { detailOf, type OnRefusal, type Refusal, refusalOf } from './refusal.js';

/** Answers refusals with problem+json and the right challenge, and logs each in one line that holds no claim. */
@Catch(AuthError)
export class AuthExceptionFilter implements ExceptionFilter<AuthError> {
  private readonly logger = new Logger('auth');

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly onRefusal?: OnRefusal,
  ) {}

  catch(error: AuthError, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const { status, headers } = httpRefusal(error);
    const requestId = requestIdOf(request);
    const refusal = refusalOf(error, request, status);
    const line = { msg: 'refused', event: 'auth.refused', detail: detailOf(error), requestId };
    this.logger.warn({ ...line, ...refusal });
    this.count(refusal, request);
    const { code, publicMessage: detail } = error;
    this.answer(http.getResponse(), headers, problem(status, { code, detail, requestId }));
  }

  private count(refusal: Refusal, request: AuthenticatedRequest): void {
    try {
      this.onRefusal?.(refusal, request);
    } catch (err) {
      this.logger.error({ msg: 'onRefusal failed', err });
    }
  }

  private answer(
    response: unknown,
    headers: Readonly<Record<string, string>>,
    body: ReturnType<typeof problem>,
  ): void {
    const { httpAdapter } = this.adapterHost;
    if (httpAdapter.isHeadersSent(response)) return;
    for (const [name, value] of Object.entries(headers))
      httpAdapter.setHeader(response, name, value);
    httpAdapter.setHeader(response, 'content-type', 'application/problem+json');
    httpAdapter.reply(response, body, body.status);
  }
}

/** Fastify gives every request an id; on Express there is one only when some middleware sets it. */
function requestIdOf({ id }: { readonly id?: unknown }): string | undefined {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

interface ProblemMembers {
  readonly code: string;
  readonly detail: string;
  readonly requestId?: string;
}

/** The body of a refusal: a problem detail of the generic type, whose title is the status phrase (RFC 9457 §4.2.1). */
function problem(status: number, members: ProblemMembers) {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...members };
}
