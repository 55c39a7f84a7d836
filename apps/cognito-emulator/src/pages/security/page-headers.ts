import { parseHttpUrl } from '@gatehouse/platform-core';

/** What a page may load, and where its forms may lead. */
export interface PageNeeds {
  /** The URI a sign-in ends at; the browser holds redirects after a form to the policy for forms. */
  readonly redirectUri?: string | undefined;
  /** Whether the page has a script of ours. */
  readonly hasScript: boolean;
}

/** Headers of every page: nothing is kept, framed, sniffed or told to others, and nothing inline runs. */
export function pageHeaders(needs: PageNeeds): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(needs),
    'x-frame-options': 'DENY',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), geolocation=(), microphone=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self)',
    ...privateHeaders,
  };
}

/** Headers of redirects too: addresses with codes in them are neither kept nor handed on. */
export const privateHeaders = {
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'referrer-policy': 'no-referrer',
};

/**
 * An app's callback often redirects to a page of the app elsewhere, and Chrome holds the whole chain to `form-action`:
 * so any address an app could be at is allowed (callbacks are https, on this machine, or of the app's own scheme), and
 * what isn't is not.
 */
function contentSecurityPolicy({ redirectUri, hasScript }: PageNeeds): string {
  const loopback = 'http://localhost:* http://*.localhost:* http://127.0.0.1:*';
  const callback = redirectUri === undefined ? '' : sourceOf(redirectUri);
  const directives = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ...(hasScript ? ["script-src 'self'"] : []),
    `form-action 'self' https: ${loopback} ${callback}`.trimEnd(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return directives.join('; ');
}

/**
 * An address as a source of a policy: its origin, or its scheme where it is an app's own. An https address whose host is
 * beyond ASCII needs no source: `https:` covers it.
 */
function sourceOf(uri: string): string {
  const [scheme = ''] = /^[a-z][a-z\d+.-]*:/i.exec(uri) ?? [];
  return /^https?:$/i.test(scheme) ? (parseHttpUrl(uri)?.origin ?? '') : scheme.toLowerCase();
}
