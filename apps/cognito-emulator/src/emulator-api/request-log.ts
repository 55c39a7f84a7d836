import type { Clock } from '@gatehouse/platform-core';
import type { Request } from '../http/request.js';
import type { Exchange } from '../http/server.js';
import { serviceModel } from '../generated/service-model.js';

export const defaultLoggedRequests = 200;

/** A request to Cognito that was answered. It holds nothing that the client made up: names come from lists of our own. */
export interface LoggedRequest {
  /** Counts up from request to request. */
  readonly number: number;
  /** When it was answered: ISO 8601, UTC. */
  readonly at: string;
  /** The API's operation, or the method and the path of an endpoint. */
  readonly name: string;
  /** `ok`, or the code of an error. */
  readonly outcome: string;
  /** `null` for a connection that was dropped. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** As in the answer's `x-amzn-requestid`. */
  readonly requestId: string;
}

/** The last requests, for a developer who wonders what a program does. In memory alone. */
export class RequestLog {
  private readonly kept: LoggedRequest[] = [];
  private readonly watchers = new Set<() => void>();
  private lastNumber = 0;

  constructor(
    private readonly clock: Clock,
    /** The oldest request is removed when there are more. */
    private readonly mostRequests = defaultLoggedRequests,
  ) {}

  /** Oldest first. */
  all(): readonly LoggedRequest[] {
    return [...this.kept];
  }

  /** Calls back whenever a request was answered, until what it returns is called. */
  watch(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }

  add({ request, route, answer, milliseconds }: Exchange): void {
    if (isOurOwn(request, route)) return;
    this.lastNumber += 1;
    const status = answer?.status ?? null;
    this.kept.push({
      number: this.lastNumber,
      at: new Date(this.clock.nowMilliseconds()).toISOString(),
      name: nameOf(request, route),
      outcome: outcomeOf(answer?.outcome, status),
      status,
      milliseconds,
      requestId: request.id,
    });
    if (this.kept.length > this.mostRequests) this.kept.shift();
    for (const onChange of this.watchers) onChange();
  }
}

/** What is no request to Cognito: the emulator's own API, what pages load, and what browsers ask for by themselves. */
function isOurOwn({ method, path }: Request, route: string | undefined): boolean {
  return (
    method === 'OPTIONS' ||
    path === '/health' ||
    path === '/favicon.ico' ||
    /^\/_emulator(\/|$)/.test(path) ||
    route?.includes('/assets/') === true
  );
}

const targetPattern = /^AWSCognitoIdentityProviderService\.(\w+)$/;
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

function nameOf({ method, headers }: Request, route: string | undefined): string {
  const known = methods.includes(method) ? method : 'unknown method';
  if (route === undefined) return `${known} (no such path or method)`;
  if (route !== '/' || method !== 'POST') return `${known} ${route}`;
  const operation = targetPattern.exec(String(headers['x-amz-target'] ?? ''))?.[1] ?? '';
  return Object.hasOwn(serviceModel, operation) ? operation : 'unknown operation';
}

/** Pages say what is wrong with a form in their text, and answer `ok`. */
function outcomeOf(told: string | undefined, status: number | null): string {
  if (status === null) return 'dropped';
  if (told !== undefined && (told !== 'ok' || status < 400)) return told;
  return status < 400 ? 'ok' : `HTTP ${status}`;
}
