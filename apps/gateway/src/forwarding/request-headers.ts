import type { IncomingHttpHeaders } from 'node:http';

/** What the gateway tells an upstream of its own knowledge. */
export interface TrustedHeaders {
  readonly 'x-request-id': string;
  readonly 'x-forwarded-for': string;
  readonly 'x-forwarded-host': string | undefined;
  readonly 'x-forwarded-proto': string;
  readonly 'txn-token': string | undefined;
  readonly 'cognito-access-token': string | undefined;
}

/** Ours to say: a caller's own copy, in any spelling, goes. */
const reserved = new Set([
  'txn-token',
  'cognito-access-token',
  'x-request-id',
  'x-real-ip',
  'forwarded',
  'authorization',
  'via',
]);

/** Meant for this connection alone (RFC 9110 §7.6.1), besides what `Connection` names. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'http2-settings',
]);

/**
 * The headers of a forwarded request: the caller's without ours and without those of the connection, then ours.
 * What the caller names in `Connection` has gone before, so ours can't be named away.
 */
export function upstreamHeaders(
  headers: IncomingHttpHeaders,
  trusted: TrustedHeaders,
  hasBody: boolean,
): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(
    ([name]) => !isReserved(name) && !hopByHop.has(name) && (hasBody || !describesBody(name)),
  );
  const told = Object.entries(trusted).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...kept, ...told]);
}

/** The headers of an upstream's answer without those of its connection and those the gateway sets itself. */
export function downstreamHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !hopByHop.has(name) && !reserved.has(name) && !named.includes(name),
    ),
  );
}

/** Servers that fold `_` and `-` into one would read a twin as ours. */
function isReserved(name: string): boolean {
  const folded = name.toLowerCase().replaceAll('_', '-');
  return reserved.has(folded) || folded.startsWith('x-forwarded-');
}

function describesBody(name: string): boolean {
  return name === 'content-length' || name === 'content-type' || name === 'content-encoding';
}
