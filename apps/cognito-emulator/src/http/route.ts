import { type Answer, errorAnswer } from './answer.js';
import type { Request } from './request.js';

/** What answers one method at one path. */
export interface Route {
  readonly method: string;
  /** `:name` stands for one segment, which the handler is given percent-encoded as it came. */
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

export type RouteMatch =
  | {
      readonly kind: 'found';
      readonly route: Route;
      readonly handle: (request: Request) => Promise<Answer> | Answer;
    }
  | { readonly kind: 'wrong method'; readonly allowed: readonly string[] }
  | { readonly kind: 'nothing' };

/** Finds the route for a request; the first of two that fit wins. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const fitting = routes.flatMap((route) => {
    const parameters = parametersIn(route.path, path);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  const match = fitting.find(({ route }) => route.method === method);
  if (match !== undefined)
    return {
      kind: 'found',
      route: match.route,
      handle: (request) => match.route.handle(request, match.parameters),
    };
  return fitting.length === 0
    ? { kind: 'nothing' }
    : { kind: 'wrong method', allowed: fitting.map(({ route }) => route.method) };
}

function parametersIn(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: [string, string][] = [];
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':') && value !== '') parameters.push([segment.slice(1), value]);
    else if (segment !== value) return undefined;
  }
  return Object.fromEntries(parameters);
}
