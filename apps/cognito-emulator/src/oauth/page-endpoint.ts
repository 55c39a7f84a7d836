import type { Logger } from '@gatehouse/platform-core';
import { type Answer, redirect } from '../http/answer.js';
import { received, type Request } from '../http/request.js';
import { failureAnswer, type FailureStatus, type Route } from '../http/route.js';
import type { Refusal } from '../operations/faults.js';
import type { Services } from '../operations/services.js';
import { AuthorizationError, PageError } from './authorization/authorization-errors.js';

/** Something a browser is sent to. */
export interface PageEndpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What faults call it. */
  readonly faultName: string;
  /** What log lines call it. */
  readonly name: string;
  /** @throws PageError, AuthorizationError */
  answer(request: Request): Promise<Answer> | Answer;
}

/** Not a setting: it is more than any form of a page contains. */
const mostBodyBytes = 1024 * 1024;

const faultStatus: Readonly<Record<Refusal, FailureStatus>> = { throttle: 429, error: 500 };

/** What people see of a failure. */
export type FailurePage = NonNullable<Route['failure']>;

/** What the pages do for the endpoints that send browsers to them. */
export interface PageSupport {
  readonly failure: FailurePage;
  /** The line for Set-Cookie that ties the next form to the browser; nothing where it has one already. */
  readonly formCookie: (request: Request) => string | undefined;
}

/** The route of an endpoint for browsers: what it refuses is told to the client, or shown at the error page. */
export function pageRoute(
  endpoint: PageEndpoint,
  { faults, requests }: Pick<Services, 'faults' | 'requests'>,
  log: Logger,
  failure: FailurePage,
): Route {
  const finish = (request: Request, outcome: string, answer: Answer): Answer => {
    log.info({ requestId: request.id, outcome }, endpoint.name);
    const id = { 'x-amz-cognito-request-id': request.id };
    return { ...answer, outcome, headers: { ...answer.headers, ...id } };
  };
  return {
    method: endpoint.method,
    path: endpoint.path,
    handle: async (coming) => {
      const request = await received(coming, mostBodyBytes);
      const fault = await faults.meet(endpoint.faultName);
      if (fault !== undefined)
        return finish(request, fault, failureAnswer({ failure }, request, faultStatus[fault]));
      try {
        return finish(request, 'ok', await requests.shared(() => endpoint.answer(request)));
      } catch (error) {
        if (!(error instanceof PageError) && !(error instanceof AuthorizationError)) throw error;
        return finish(request, error.code, redirect(error.location));
      }
    },
    failure,
  };
}
