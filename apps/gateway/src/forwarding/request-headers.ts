import { responseDefaults } from '@gatehouse/platform-nest';
import type { IncomingHttpHeaders } from 'node:http';

/** What the gateway tells an upstream of its own knowledge. */
export interface TrustedHeaders {
  readonly 'x-request-id': string;
  readonly 'x-forwarded-for': string;
  readonly 'x-forwarded-host': string | undefined;
  readonly 'x-forwarded-proto': string;
  readonly forwarded: string;
  readonly 'txn-token': string | undefined;
}

/** Ours to say, or with the meaning of ours: a caller's own copy, in any spelling, goes. */
const reserved = new Set([
  'txn-token',
  // A service could take it for a credential that the gateway has checked.
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

export interface ForwardedBody {
  readonly isForwarded: boolean;
  readonly hasKnownLength: boolean;
}

/**
 * The headers of a forwarded request: the caller's without the gateway's own and without those of the connection, then
 * the gateway's own. Fields that the caller names in `Connection` are removed before, so the gateway's own can't be.
 *
 * @param body whether a body is forwarded, and whether its length is stated elsewhere
 */
export function upstreamHeaders(
  headers: IncomingHttpHeaders,
  trusted: TrustedHeaders,
  body: ForwardedBody,
): Record<string, string | string[]> {
  const forwarded: Record<string, string | string[]> = {};
  const ofConnection = namedIn(headers.connection);
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || ofConnection.has(name) || !isCallersToSay(name)) continue;
    if (!isStatedAnew(name, body)) forwarded[name] = value;
  }
  for (const [name, value] of Object.entries(trusted)) {
    if (value !== undefined) forwarded[name] = value as string;
  }
  return forwarded;
}

/**
 * The fields of an upstream's response without those of its connection and those the gateway sets itself, with the
 * defaults of every response.
 *
 * @param rawFields names and values, in turn
 * @returns names and values, in turn
 */
export function downstreamFields(rawFields: readonly Buffer[]): string[] {
  const texts = rawFields.map((octets) => octets.toString('latin1'));
  const ofConnection = namedIn(valuesOf('connection', texts));
  const fields: string[] = [];
  let isStorageStated = false;
  for (let index = 0; index < texts.length; index += 2) {
    const name = texts[index] ?? '';
    const lowerCase = name.toLowerCase();
    if (ofConnection.has(lowerCase) || !isCallersToSay(lowerCase)) continue;
    if (lowerCase === 'x-content-type-options') continue;
    isStorageStated ||= lowerCase === 'cache-control';
    fields.push(name, texts[index + 1] ?? '');
  }
  const { 'Cache-Control': storage, ...always } = responseDefaults;
  fields.push(...Object.entries(always).flat());
  if (!isStorageStated) fields.push('Cache-Control', storage);
  return fields;
}

function valuesOf(name: string, fields: readonly string[]): string {
  return fields
    .filter((_text, index) => index % 2 === 1 && fields[index - 1]?.toLowerCase() === name)
    .join();
}

const noNames: ReadonlySet<string> = new Set();

/** The fields that a Connection header names, in lower case. */
function namedIn(connection = ''): ReadonlySet<string> {
  if (connection === '' || connection === 'keep-alive') return noNames;
  return new Set(connection.split(',').map((name) => name.trim().toLowerCase()));
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

/**
 * Whether the connection to the upstream has a field of its own in place of the caller's: its own host (X-Forwarded-Host
 * has the caller's), and the length of a body that was read whole.
 */
function isStatedAnew(name: string, { isForwarded, hasKnownLength }: ForwardedBody): boolean {
  if (name === 'host') return true;
  return isForwarded ? hasKnownLength && name === 'content-length' : describesBody(name);
}

function describesBody(name: string): boolean {
  return name === 'content-length' || name === 'content-type' || name === 'content-encoding';
}
