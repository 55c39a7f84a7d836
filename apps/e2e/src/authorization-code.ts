import { createHash } from 'node:crypto';

interface CodeRequest {
  readonly authorizationUrl: string;
  readonly clientId: string;
  readonly callback: string;
  /** The code verifier of PKCE (RFC 7636). */
  readonly verifier: string;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** The address to which an application sends a browser for a code. */
export function codeRequest(request: CodeRequest): string {
  const url = new URL(request.authorizationUrl);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.callback,
    state: 'state-of-the-page',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(request.verifier).digest('base64url'),
  }).toString();
  return url.href;
}

/** A browser without script at the pool's pages. It keeps cookies from one visit to the next. */
export class PageBrowser {
  private readonly cookies = new Map<string, string>();

  /**
   * Opens an authorization request, and signs in by password if a page asks for it.
   *
   * @returns where the browser is sent back to, and whether the user had to sign in
   * @throws Error with the last page when the pages do not lead back
   */
  async signIn(
    url: string,
    user: Credentials,
  ): Promise<{ readonly back: URL; readonly isAsked: boolean }> {
    let shown = await this.follow(new URL(url));
    let isAsked = false;
    // The name, the choice of the password, and the password, where the client allows other factors.
    for (let pages = 0; pages < 3 && shown.html !== undefined; pages += 1) {
      isAsked = true;
      const { action, fields } = formOf(shown.html, user);
      const body = new URLSearchParams(fields);
      shown = await this.follow(new URL(action, shown.url), { method: 'POST', body });
    }
    if (shown.html !== undefined) throw new Error(`${shown.url.href} shows ${shown.html}`);
    return { back: shown.url, isAsked };
  }

  /** Follows redirects to a page, or to an address elsewhere, which is not opened. */
  private async follow(
    url: URL,
    init: RequestInit = {},
  ): Promise<{ readonly url: URL; readonly html?: string }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const location = response.headers.get('location');
    if (location === null) return { url, html: await response.text() };
    const next = new URL(location, url);
    return next.origin === url.origin ? this.follow(next) : { url: next };
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/;\s*max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Signs a user in at the pool's pages in a new browser, and returns where the browser is sent back to. */
export async function signInAtPage(url: string, user: Credentials): Promise<URL> {
  const { back } = await new PageBrowser().signIn(url, user);
  return back;
}

/** The form of a page, filled in, with the password as the choice where there is one. */
function formOf(html: string, { email, password }: Credentials) {
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  const known: Readonly<Record<string, string | undefined>> = {
    _csrf: /name="_csrf" value="([^"]+)"/.exec(html)?.[1],
    username: email,
    password,
    factor: 'PASSWORD',
  };
  const entries = Object.entries(known).filter(([name]) => html.includes(`name="${name}"`));
  const fields = entries.map(([name, value = '']): [string, string] => [name, value]);
  return { action: action ?? '', fields };
}
