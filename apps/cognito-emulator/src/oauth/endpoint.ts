import type { Logger } from '@gatehouse/platform-core';
import { ServiceError } from '../domain/errors.js';
import { type Answer, errorAnswer } from '../http/answer.js';
import { preflight } from '../http/cors.js';
import { BodyTooLargeError, received, type Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Refusal } from '../operations/faults.js';
import type { Services } from '../operations/services.js';
import { noStore, OAuthError } from './oauth-error.js';

/** An endpoint for programs that answers in OAuth's forms. */
export interface OAuthEndpoint {
  readonly path: string;
  /** What log lines call it. */
  readonly name: string;
  readonly methods: readonly ('GET' | 'POST')[];
  /** @throws OAuthError, or a ServiceError that a trigger of the pool failed with */
  answer(request: Request): Promise<Answer>;
  refuse(error: OAuthError): Answer;
}

/** Not a setting: it is more than any endpoint accepts. */
const mostBodyBytes = 1024 * 1024;

const faultAnswers: Readonly<Record<Refusal, Answer>> = {
  throttle: errorAnswer(429, 'too_many_requests'),
  error: errorAnswer(500, 'server_error'),
};

/** The routes of an endpoint: every refusal has OAuth's form, and every answer a request id. */
export function oauthRoutes(
  endpoint: OAuthEndpoint,
  { faults, requests }: Pick<Services, 'faults' | 'requests'>,
  log: Logger,
): readonly Route[] {
  const { path, name } = endpoint;
  const faultName = path.slice(path.lastIndexOf('/') + 1);
  const finish = (request: Request, outcome: string, answer: Answer): Answer => {
    log.info({ requestId: request.id, outcome }, name);
    const id = { 'x-amz-cognito-request-id': request.id };
    return { ...answer, outcome, headers: { ...noStore, ...answer.headers, ...id } };
  };
  return [
    { method: 'OPTIONS', path, handle: preflight },
    ...endpoint.methods.map((method) => ({
      method,
      path,
      handle: async (coming: Request) => {
        const request = await received(coming, mostBodyBytes);
        const fault = await faults.meet(faultName);
        if (fault !== undefined) return finish(request, fault, faultAnswers[fault]);
        try {
          const answer = await requests.shared(() => endpoint.answer(request));
          return finish(request, 'ok', answer);
        } catch (error) {
          const known = toOAuthError(error);
          if (known === undefined) throw error;
          return finish(request, known.code, endpoint.refuse(known));
        }
      },
    })),
  ];
}

function toOAuthError(error: unknown): OAuthError | undefined {
  if (error instanceof OAuthError) return error;
  if (error instanceof BodyTooLargeError)
    return new OAuthError('invalid_request', 'The body is too large.');
  // A trigger of the pool refused or failed; its type says how, its text may be the function's own.
  return error instanceof ServiceError ? new OAuthError('invalid_request', error.code) : undefined;
}
