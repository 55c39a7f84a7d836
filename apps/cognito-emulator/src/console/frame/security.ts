import { setCookie } from '../../http/cookies.js';
import type { Request } from '../../http/request.js';
import { isFromOwnPage } from '../../pages/security/csrf-tokens.js';
import { homePath } from '../page.js';

/** Ties forms to a browser. Other pages of this machine share its cookies, but can't make one that is genuine. */
export const consoleCookie = 'emulator-console';

/** The browser sends it with no request that begins at another site. It ends with the browser. */
export function consoleCookieLine(token: string, publicUrl: string): string {
  const cookie = { name: consoleCookie, value: token, path: homePath };
  return setCookie({ ...cookie, sameSite: 'Strict' }, publicUrl);
}

/**
 * Headers of all pages: nothing is kept or framed, nothing inline runs, and what is loaded and sent is ours. Forms tell
 * their origin, which they don't on pages that send no referrer.
 */
export const consoleHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
};

/** Whether a form comes from a page of the console. An Origin of `null` doesn't get here, or it would be refused. */
export const isFromConsole = (request: Request, publicUrl: string): boolean =>
  request.headers.origin !== 'null' && isFromOwnPage(request, publicUrl);
