import { randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { codeRequest, signInAtPage } from './authorization-code.js';
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
    const request = codeRequest({ authorizationUrl, clientId, callback, verifier });
    const back = await signInAtPage(request, customer);
    expect(back.href.startsWith(`${callback}?`)).toBe(true);
    expect(back.searchParams.get('state')).toBe('state-of-the-page');
    const code = back.searchParams.get('code') ?? '';
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
