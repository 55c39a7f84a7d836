import { cookieValues, setCookie } from '../http/cookies.js';
import type { Request } from '../http/request.js';

/** Names the flows somebody is in the middle of, one an app; Cognito's own pages call theirs so. */
export const flowCookie = 'cognito-fl';

/** Stands between the ids of flows, which don't hold it. */
export const idSeparator = '.';

/** So many tabs with other apps are remembered. */
export const mostOtherApps = 4;

/** The ids of flows in a request. */
export const flowIds = (request: Request): readonly string[] =>
  cookieValues(request, flowCookie).flatMap((value) => value.split(idSeparator));

/** The Set-Cookie line of a cookie of the pages; null removes it. The browser removes it when it closes. */
export const cookieLine = (name: string, value: string | null, publicUrl: string): string =>
  setCookie(value === null ? { name, value: '', maxAgeSeconds: 0 } : { name, value }, publicUrl);
