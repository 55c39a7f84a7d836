import type { Answer } from './answer.js';
import type { Request } from './request.js';
import type { Route } from './route.js';

export type RouteMatch =
  | {
      readonly kind: 'found';
      readonly route: Route;
      readonly handle: (request: Request) => Promise<Answer> | Answer;
    }
  | { readonly kind: 'wrong method'; readonly allowed: readonly string[] }
  | { readonly kind: 'nothing' };

/** Finds the route of a request by its method and path. */
export type Router = (method: string, path: string) => RouteMatch;

/**
 * Paths match character by character: no decoding, no normalizing of slashes. A path without parameters wins over a
 * pattern; of two patterns that match, the first one wins.
 */
export function createRouter(routes: readonly Route[]): Router {
  const exact = new Map<string, Route[]>();
  const patternsBySize = new Map<number, Pattern[]>();
  for (const route of routes) {
    const segments = route.path.split('/');
    if (segments.some(isParameter)) addTo(patternsBySize, segments.length, { route, segments });
    else addTo(exact, route.path, route);
  }
  const mostSegments = Math.max(0, ...patternsBySize.keys());

  return (method, path) => {
    const atPath = exact.get(path) ?? [];
    const route = atPath.find((candidate) => candidate.method === method);
    if (route !== undefined) return found(route, {});
    // The limit keeps a path of slashes alone from becoming thousands of segments.
    const segments = path.split('/', mostSegments + 1);
    const matching = (patternsBySize.get(segments.length) ?? []).flatMap((pattern) => {
      const parameters = parametersOf(pattern, segments);
      return parameters === undefined ? [] : [{ route: pattern.route, parameters }];
    });
    const match = matching.find((candidate) => candidate.route.method === method);
    if (match !== undefined) return found(match.route, match.parameters);
    const others = [...atPath, ...matching.map((candidate) => candidate.route)];
    return others.length === 0
      ? { kind: 'nothing' }
      : { kind: 'wrong method', allowed: others.map((other) => other.method) };
  };
}

interface Pattern {
  readonly route: Route;
  readonly segments: readonly string[];
}

type Parameters = Readonly<Record<string, string>>;

const isParameter = (segment: string) => segment.startsWith(':');

const found = (route: Route, parameters: Parameters): RouteMatch => ({
  kind: 'found',
  route,
  handle: (request) => route.handle(request, parameters),
});

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function parametersOf({ segments }: Pattern, given: readonly string[]): Parameters | undefined {
  const parameters: [string, string][] = [];
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (isParameter(segment) && value !== '') parameters.push([segment.slice(1), value]);
    else if (segment !== value) return undefined;
  }
  return Object.fromEntries(parameters);
}
