import { createHash } from 'node:crypto';

interface CodeRequest {
  readonly authorizationUrl: string;
  readonly clientId: string;
  readonly callback: string;
  /** The code verifier of PKCE (RFC 7636). */
  readonly verifier: string;
  readonly user: { readonly email: string; readonly password: string };
}

/** Signs a user in at the pool's page, as a browser would, and returns where the browser is sent back to. */
export async function signInAtPage(request: CodeRequest): Promise<URL> {
  const asked = new URL(request.authorizationUrl);
  asked.search = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.callback,
    state: 'state-of-the-page',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(request.verifier).digest('base64url'),
  }).toString();
  const sent = await fetch(asked, { redirect: 'manual' });
  const page = new URL(sent.headers.get('location') ?? '', asked);
  const shown = await fetch(page);
  const cookies = [...sent.headers.getSetCookie(), ...shown.headers.getSetCookie()];
  const html = await shown.text();
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  const csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const back = await fetch(new URL(action ?? '', page), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') },
    body: new URLSearchParams({
      _csrf: csrf,
      username: request.user.email,
      password: request.user.password,
    }),
  });
  return new URL(back.headers.get('location') ?? '', page);
}
