import type { Request } from './request.js';

/** The values of all cookies with a name. Other pages of the same host may have set more than one. */
export const cookieValues = ({ headers }: Request, name: string): readonly string[] =>
  (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));

/** A cookie for the host that sets it, which no script reads. */
export interface HostCookie {
  readonly name: string;
  /** Cookie octets (RFC 6265 §4.1.1), written as they are. */
  readonly value: string;
  readonly path?: string;
  readonly sameSite?: 'Lax' | 'Strict';
  /** 0 removes the cookie; without a value, the browser removes it when it closes. */
  readonly maxAgeSeconds?: number | undefined;
}

/**
 * The value of a Set-Cookie header field.
 * @param publicUrl the address of the emulator; with https, browsers return the cookie over TLS only
 */
export function setCookie(cookie: HostCookie, publicUrl: string): string {
  const { name, value, path = '/', sameSite = 'Lax', maxAgeSeconds } = cookie;
  return [
    ...[`${name}=${value}`, `Path=${path}`, 'HttpOnly', `SameSite=${sameSite}`],
    ...(publicUrl.startsWith('https:') ? ['Secure'] : []),
    ...(maxAgeSeconds === undefined ? [] : [`Max-Age=${maxAgeSeconds}`]),
  ].join('; ');
}
