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
const { gatewayUrl, pool, secrets } = system.description;

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

  it('leads a user to the same pool, by a client the gateway trusts', async () => {
    const { authorizationCode } = document.components.securitySchemes.user.flows;
    const { clientCredentials } = document.components.securitySchemes.machine.flows;
    expect(authorizationCode.tokenUrl).toBe(clientCredentials.tokenUrl);
    const { origin } = new URL(authorizationCode.tokenUrl);
    expect(authorizationCode.authorizationUrl).toBe(`${origin}/oauth2/authorize`);
    const script = await (await fetch(`${gatewayUrl}/docs/start.js`)).text();
    expect(script).toContain(`"clientId":"${pool.clients.docs}"`);
    const policy = (await fetch(`${gatewayUrl}/docs`)).headers.get('content-security-policy');
    expect(policy).toContain(`connect-src 'self' ${origin};`);
  });
});
