import type { CallContext } from './call-context.js';

/** A call to another service. */
export interface ServiceRequest<Body> {
  /** `GET` unless said otherwise. */
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Starts with `/` and goes on from the base URL; see {@link confinedPath}. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Makes a call that changes something safe to send again: the service knows it by this key. */
  readonly idempotencyKey?: string;
  /** The request this call is made for. */
  readonly context?: CallContext;
  /** Reads the answer's JSON, undefined where there is no body; throws when it is not what was expected. */
  readonly parse: (body: unknown) => Body;
}

/** An answer with a status of 2xx. */
export interface ServiceAnswer<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Body;
}
