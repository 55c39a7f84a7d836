import type { IncomingHttpHeaders } from 'node:http';

/** What the gateway tells an upstream of its own knowledge. */
export interface TrustedHeaders {
  readonly 'x-request-id': string;
  readonly 'x-forwarded-for': string;
  readonly 'x-forwarded-host': string | undefined;
  readonly 'x-forwarded-proto': string;
  readonly forwarded: string;
  readonly 'txn-token': string | undefined;
  readonly 'cognito-access-token': string | undefined;
}

/** Ours to say, or with the meaning of ours: a caller's own copy, in any spelling, goes. */
const reserved = new Set([
  'txn-token',
  'cognito-access-token',
  'x-request-id',
  'forwarded',
  'authorization',
  'via',
  // The client's address, as other proxies tell it.
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-envoy-external-address',
  'x-original-forwarded-for',
  'true-client-ip',
  'client-ip',
  'cf-connecting-ip',
  'cf-connecting-ipv6',
  'cf-pseudo-ipv4',
  'fastly-client-ip',
  'fly-client-ip',
  'x-appengine-user-ip',
  'x-azure-clientip',
  'x-azure-socketip',
  'ali-cdn-real-ip',
  'wl-proxy-client-ip',
  'proxy-client-ip',
  'x-proxyuser-ip',
  'x-originating-ip',
  'x-remote-ip',
  'x-remote-addr',
  'remote-addr',
  'x-forward-for',
  'forwarded-for',
  'x-vercel-forwarded-for',
  // The scheme it came by.
  'front-end-https',
  'x-url-scheme',
  'x-scheme',
  // Another path, method or host than those the gateway has judged.
  'x-original-url',
  'x-original-uri',
  'x-original-path',
  'x-original-method',
  'x-envoy-original-path',
  'x-rewrite-url',
  'x-override-url',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-host',
  'x-original-host',
  'x-http-host-override',
  // CGI makes HTTP_PROXY of it, through which programs then send their own calls.
  'proxy',
]);

/** Meant for this connection alone (RFC 9110 §7.6.1), besides what `Connection` names. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'http2-settings',
]);

/** Of the request itself: in their own spelling they are what Node has checked, a twin was never looked at. */
const framing = new Set(['host', 'content-length', 'content-type', 'content-encoding']);

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
    ([name]) => isCallersToSay(name) && (hasBody || !describesBody(name)),
  );
  const told = Object.entries(trusted).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...kept, ...told]);
}

/** The headers of an upstream's answer without those of its connection and those the gateway sets itself. */
export function downstreamHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  // An upstream's repeated header is a list, whatever Node's types say.
  const named = [headers.connection ?? []]
    .flat()
    .flatMap((value) => value.split(','))
    .map((name) => name.trim().toLowerCase());
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => isCallersToSay(name) && !named.includes(name)),
  );
}

function isCallersToSay(name: string): boolean {
  const folded = fold(name);
  if (reserved.has(folded) || hopByHop.has(folded) || folded.startsWith('x-forwarded'))
    return false;
  return name === folded || !framing.has(folded);
}

/** Servers that make variables of header names fold `_` and `-`, some all that is no letter or digit, into one. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '-');
}

function describesBody(name: string): boolean {
  return name === 'content-length' || name === 'content-type' || name === 'content-encoding';
}
