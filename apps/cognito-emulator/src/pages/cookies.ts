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

/** Every value that a request's cookies of a name have: a page elsewhere under the same host may have set others. */
export const cookieValues = ({ headers }: Request, name: string): readonly string[] =>
  (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));

/**
 * A line for Set-Cookie. The cookie is for this one host, for no script, and comes along with requests from elsewhere
 * only when a link or a redirect leads here. It ends with the browser; at once without a value.
 */
export function cookieLine(name: string, value: string | null, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  const end = value === null ? '; Max-Age=0' : '';
  return `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax${secure}${end}`;
}
