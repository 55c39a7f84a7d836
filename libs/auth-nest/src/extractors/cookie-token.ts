import { AmbiguousCredentialsError, CrossSiteRequestError } from '@gatehouse/auth-core';
import { parseCookie } from 'cookie';
import type { AuthenticatedRequest } from '../authenticated-request.js';
import { isWebOrigin } from '../http-address.js';
import type { TokenExtractor } from './token-extractor.js';

export interface CookieTokenOptions {
  /**
   * The cookie that holds the access token. A name with the prefix `__Host-` is best: browsers then take it from this
   * very host alone, over TLS alone (RFC 6265bis §4.1.3), so that no neighbour on a subdomain can plant one.
   */
  readonly name: string;
  /** The origins of the pages that may change things, each as browsers write it, such as `https://shop.example`. */
  readonly allowedOrigins: readonly string[];
}

/** Bounds on a cookie that holds a token. */
export const cookieTokenLimits = {
  /** Longest value, in characters: browsers keep no cookie of more than 4096 octets (RFC 6265bis §5.6). */
  maxValueLength: 4_096,
} as const;

/**
 * Takes the access token out of a cookie, for browser apps whose script isn't to hold it. Browsers send cookies along
 * with requests that other sites cause, so any method but GET, HEAD and OPTIONS must carry an `Origin` on the list
 * (RFC 6454 §6); `null` is on none. A cookie that can't be a token is none. To serve machines too, put it before
 * `bearerToken`: `(request) => fromCookie(request) ?? bearerToken(request)`.
 *
 * The extractor throws AmbiguousCredentialsError for two cookies of the name or an Authorization header beside one,
 * and CrossSiteRequestError when the origin isn't on the list.
 *
 * @throws TypeError for a name that no cookie can have, or an origin that no browser would send
 */
export function cookieToken({ name, allowedOrigins }: CookieTokenOptions): TokenExtractor {
  if (!cookieName.test(name)) throw new TypeError('a cookie cannot have that name');
  const notOrigin = allowedOrigins.find((origin) => !isWebOrigin(origin));
  if (notOrigin !== undefined) throw new TypeError(`not an origin: ${notOrigin}`);
  const allowed = new Set(allowedOrigins);
  return (request) => {
    const [value, ...others] = cookiesNamed(name, request.headers.cookie);
    if (value === undefined) return null;
    if (others.length > 0) throw new AmbiguousCredentialsError('two cookies with a token');
    if (request.headers.authorization !== undefined) {
      throw new AmbiguousCredentialsError('a cookie with a token beside an Authorization header');
    }
    if (value.length > cookieTokenLimits.maxValueLength || !tokenValue.test(value)) return null;
    if (!isSafe(request) && !comesFrom(allowed, request)) {
      throw new CrossSiteRequestError('not from an origin on the list');
    }
    return value;
  };
}

/** A token of RFC 9110 §5.6.2, as RFC 6265 §4.1.1 asks for. */
const cookieName = /^[\w!#$%&'*+\-.^`|~]+$/;
/** What a compact JWS is written in. */
const tokenValue = /^[\w\-.]+$/;
/** RFC 9110 §9.2.1, without TRACE, which no browser sends. */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Each pair is parsed alone: `parseCookie` keeps the first of two cookies with one name, and both are needed. It trims
 * spaces and tabs only, so a name after other white space differs and does not get the protection of its prefix.
 */
function cookiesNamed(name: string, header: string | string[] | undefined): string[] {
  if (header === undefined) return [];
  const pairs = (typeof header === 'string' ? header : header.join(';')).split(';');
  return pairs.flatMap((pair) => parseCookie(pair, { decode: verbatim })[name] ?? []);
}

const verbatim = (value: string) => value;

/** By the method that was really sent, too: some middleware changes what the framework's request says. */
function isSafe({ raw, method }: AuthenticatedRequest): boolean {
  const methods = [method, raw?.method ?? method];
  return methods.every((name) => name !== undefined && safeMethods.has(name));
}

function comesFrom(allowed: ReadonlySet<string>, { headers: { origin } }: AuthenticatedRequest) {
  return typeof origin === 'string' && allowed.has(origin);
}
