import { txnTokenHeaderName } from '@gatehouse/auth-core';
import type { Dispatcher } from 'undici';
import { isHttpUrl } from '../http-address.js';
import type { CallContext } from './call-context.js';
import { confinedPath } from './confined-path.js';
import type { ServiceRequest } from './service-request.js';

/** Where calls go: an origin, and the path of the base URL without a slash at its end. */
export interface BaseUrl {
  readonly origin: string;
  readonly path: string;
}

/** @throws TypeError when it isn't an absolute http or https URL, or has more than an origin and a path */
export function readBaseUrl(text: string): BaseUrl {
  // The text may hold credentials, so the error does not quote it.
  if (!isHttpUrl(text) || text.includes('?')) {
    throw new TypeError(
      'A base URL is an absolute http or https URL without credentials, query and fragment.',
    );
  }
  const { origin, pathname } = new URL(text);
  return { origin, path: pathname.replace(/\/+$/, '') };
}

/**
 * The request as it is sent.
 *
 * @param bearer the value of the Authorization header
 * @throws TypeError when its path leads elsewhere
 */
export function composeRequest(
  base: BaseUrl,
  request: ServiceRequest<unknown>,
  bearer: string | undefined,
): Dispatcher.DispatchOptions {
  const { method = 'GET', path, query, body, idempotencyKey, context } = request;
  // A flat list, which undici takes as it is.
  const headers = ['accept', 'application/json'];
  if (bearer !== undefined) headers.push('authorization', bearer);
  if (context) pushContext(headers, context);
  if (idempotencyKey !== undefined) headers.push('idempotency-key', idempotencyKey);
  if (body !== undefined) headers.push('content-type', 'application/json');
  return {
    origin: base.origin,
    path: base.path + confinedPath(path) + (query ? queryOf(query) : ''),
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  };
}

function pushContext(headers: string[], context: CallContext): void {
  const { requestId, txnToken, traceparent, tracestate, baggage } = context;
  if (requestId !== undefined) headers.push('x-request-id', requestId);
  if (txnToken !== undefined) headers.push(txnTokenHeaderName, txnToken);
  if (traceparent !== undefined) headers.push('traceparent', traceparent);
  if (tracestate !== undefined) headers.push('tracestate', tracestate);
  if (baggage !== undefined) headers.push('baggage', baggage);
}

function queryOf(query: NonNullable<ServiceRequest<unknown>['query']>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.append(name, String(value));
  return `?${parameters.toString()}`;
}
