import { type Answer, errorAnswer } from './answer.js';
import type { Request } from './request.js';

/** What answers one method at one path. */
export interface Route {
  readonly method: string;
  /** `:name` matches one segment that is not empty. Handlers receive it percent-encoded, as the client sent it. */
  readonly path: string;
  handle(request: Request, parameters: Readonly<Record<string, string>>): Promise<Answer> | Answer;
  /** Says what became of a request that failed, to those who read it; nothing for those whom JSON serves. */
  failure?(request: Request, status: FailureStatus): Answer | undefined;
}

/** Too much was sent, too often, or something is broken, or gone. */
export type FailureStatus = 413 | 429 | 500 | 503;

const failureCodes: Readonly<Record<FailureStatus, string>> = {
  413: 'body_too_large',
  429: 'too_many_requests',
  500: 'server_error',
  503: 'service_unavailable',
};

/** The answer to a request that failed through no fault of its parameters, in the form of its route. */
export const failureAnswer = (
  { failure }: Pick<Route, 'failure'>,
  request: Request,
  status: FailureStatus,
): Answer => failure?.(request, status) ?? errorAnswer(status, failureCodes[status]);
