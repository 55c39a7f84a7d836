import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { System } from './system.js';

interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, object>>;
  readonly components: {
    readonly securitySchemes: {
      readonly user: { readonly flows: { readonly authorizationCode: Flow } };
      readonly machine: { readonly flows: { readonly clientCredentials: Flow } };
    };
  };
}

interface Flow {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
}

const system = System.shared();
const { gatewayUrl, pool, secrets, users } = system.description;
const customer = users.find(({ email }) => email.startsWith('customer'))!;
/** Registered for the client; the test's own gateway is on another port. */
const callback = 'http://localhost:3000/docs/oauth2-redirect.html';

describe('/docs', () => {
  let document: Document;

  beforeAll(async () => {
    document = (await system.call<Document>('/docs/openapi.json')).body;
  });

  it('shows every service, at the gateway', async () => {
    const paths = Object.keys(document.paths);
    const wanted = [
      '/orders',
      '/orders/{id}/cancel',
      '/auth/token',
      '/account/sign-out',
      '/users/me',
    ];
    expect(paths).toEqual(expect.arrayContaining(wanted));
    for (const path of paths.filter((one) => !one.includes('{'))) {
      // Without a token, or a body: refused, but there.
      const { status } = await system.call(path, {
        method: 'get' in (document.paths[path] ?? {}) ? 'GET' : 'POST',
      });
      expect([400, 401, 415]).toContain(status);
    }
    expect(document.servers).toEqual([expect.objectContaining({ url: '/' })]);
  });

  it('leads a machine to a token that opens what it says', async () => {
    const { tokenUrl } = document.components.securitySchemes.machine.flows.clientCredentials;
    const form = {
      grant_type: 'client_credentials',
      client_id: pool.clients.partner!,
      client_secret: secrets.partner!,
    };
    const answer = await fetch(tokenUrl, {
      method: 'POST',
      headers: { origin: gatewayUrl },
      body: new URLSearchParams(form),
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const { access_token: token } = (await answer.json()) as { access_token: string };
    expect((await system.call('/orders', { token })).status).toBe(200);
  });

  it('leads a user to the same pool, with a client the gateway trusts', async () => {
    const { authorizationUrl, tokenUrl } =
      document.components.securitySchemes.user.flows.authorizationCode;
    const policy = (await fetch(`${gatewayUrl}/docs`)).headers.get('content-security-policy');
    expect(policy).toContain(`connect-src 'self' ${new URL(tokenUrl).origin};`);
    const script = await (await fetch(`${gatewayUrl}/docs/start.js`)).text();
    const clientId = /"clientId":"(\w+)"/.exec(script)?.[1] ?? '';
    const verifier = randomBytes(32).toString('base64url');
    const code = await codeOf(authorizationUrl, clientId, verifier);
    const answer = await fetch(tokenUrl, {
      method: 'POST',
      headers: { origin: gatewayUrl },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        client_id: clientId,
        redirect_uri: callback,
        code_verifier: verifier,
      }),
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const { access_token: token } = (await answer.json()) as { access_token: string };
    expect((await system.call('/orders', { token })).status).toBe(200);
    const { body: profile } = await system.call('/users/me', { token });
    expect(profile.id).toBe(decodeJwt(token).sub);
    // The client may ask for every right; the user has a customer's.
    const scopes = String(decodeJwt(token).scope).split(' ');
    expect(scopes).toEqual(expect.arrayContaining(['openid', 'orders/read', 'orders/write']));
    expect(scopes).not.toContain('orders/read-all');
  });
});

/** Signs the customer in at the pool's page, as a browser would, and gives the code it comes back with. */
async function codeOf(authorizationUrl: string, clientId: string, verifier: string) {
  const asked = new URL(authorizationUrl);
  asked.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback,
    state: 'state-of-the-page',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
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
      username: customer.email,
      password: customer.password,
    }),
  });
  const location = new URL(back.headers.get('location') ?? '', page);
  expect(location.href.startsWith(`${callback}?`)).toBe(true);
  expect(location.searchParams.get('state')).toBe('state-of-the-page');
  return location.searchParams.get('code') ?? '';
}
