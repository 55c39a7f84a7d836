import { ConfigError, loadConfig } from '@gatehouse/platform-core';
import { FakeServer, TestIssuer, useResources } from '@gatehouse/test-kit';
import { runInNewContext } from 'node:vm';
import { gatewayConfig, servesDocs } from '../config.js';
import { type RunningGateway, startGateway } from '../start-gateway.js';
import { upstreamSettings } from '../testing/upstream-settings.js';

const domainUrl = 'https://people.auth.eu-west-1.amazoncognito.com';

const resources = useResources();
let issuer: TestIssuer;
let services: FakeServer;
let gateway: RunningGateway;

/** A document as a service serves it: of a public operation, of others, and of one that isn't forwarded. */
const operation = (security: object[] = []) => ({ responses: {}, security });
const documents: Record<string, object> = {
  '/orders-base/openapi.json': {
    paths: { '/orders': { get: operation([{ accessToken: ['orders/read'] }]) } },
    components: { schemas: { Problem: { type: 'object' } } },
  },
  '/other-base/openapi.json': { paths: {}, components: {} },
  '/users-base/openapi.json': {
    paths: { '/auth/token': { post: operation() }, '/internal': { get: operation() } },
    components: { schemas: { Problem: { type: 'object' } } },
  },
};

const settings = (changes: Readonly<Record<string, string>> = {}) =>
  loadConfig(gatewayConfig, {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    COGNITO_ISSUER: issuer.issuer,
    COGNITO_CLIENT_IDS: `docs-client,${issuer.clientId}`,
    ...upstreamSettings(`${services.url}/other-base`, {
      'order-service': `${services.url}/orders-base`,
      'user-service': `${services.url}/users-base`,
    }),
    TXN_TOKEN_PRIVATE_KEY: '',
    COGNITO_DOMAIN_URL: domainUrl,
    DOCS_CLIENT_ID: 'docs-client',
    ...changes,
  });

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  services = await resources.add(
    FakeServer.start(({ path }) => (documents[path] ? { body: documents[path] } : { status: 404 })),
  );
  gateway = await resources.add(startGateway(settings()));
});

describe('/docs', () => {
  it.each([
    ['/docs', 'text/html'],
    ['/docs/start.js', 'text/javascript'],
    ['/docs/swagger-ui.css', 'text/css'],
    ['/docs/swagger-ui-bundle.js', 'text/javascript'],
    ['/docs/favicon.png', 'image/png'],
    ['/docs/oauth2-redirect.html', 'text/html'],
    ['/docs/oauth2-redirect.js', 'text/javascript'],
    ['/docs/openapi.json', 'application/json'],
  ])('%s is there for anyone, as %s and nothing else, and in no frame', async (path, type) => {
    const { status, headers } = await fetch(gateway.url + path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain(type);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const policy = headers.get('content-security-policy')!.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        `connect-src 'self' ${domainUrl}`,
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy.join()).not.toMatch(/unsafe|\*/);
  });

  it('holds pages without a script, style or handler of their own, all from the gateway', async () => {
    for (const path of ['/docs', '/docs/oauth2-redirect.html']) {
      const page = await (await fetch(gateway.url + path)).text();
      expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|style=|https?:|\/\//i);
    }
  });

  it('loads by names that exist', async () => {
    const page = await (await fetch(`${gateway.url}/docs`)).text();
    const names = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      expect((await fetch(new URL(name, `${gateway.url}/docs`))).status).toBe(200);
    }
  });

  it('keeps no answer that has a code in its address', async () => {
    const answer = await fetch(`${gateway.url}/docs/oauth2-redirect.html?code=x&state=y`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('serves nothing else of the package, and nothing beside it', async () => {
    for (const path of [
      '/docs/',
      '/docs/index.html',
      '/docs/package.json',
      '/docs/swagger-ui.js',
    ]) {
      expect((await fetch(gateway.url + path)).status).toBe(404);
    }
    expect((await fetch(`${gateway.url}/docs`, { method: 'POST' })).status).toBe(404);
  });

  it('shows what callers reach, at the gateway, with the public addresses of the pool', async () => {
    const document = (await (await fetch(`${gateway.url}/docs/openapi.json`)).json()) as object;
    expect(document).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: '/' }],
      paths: {
        '/orders': {
          get: {
            security: ['user', 'machine', 'accessToken'].map((name) => ({
              [name]: ['orders/read'],
            })),
          },
        },
        '/auth/token': { post: { security: [] } },
      },
      components: {
        securitySchemes: {
          user: {
            flows: {
              authorizationCode: {
                authorizationUrl: `${domainUrl}/oauth2/authorize`,
                tokenUrl: `${domainUrl}/oauth2/token`,
              },
            },
          },
          machine: { flows: { clientCredentials: { tokenUrl: `${domainUrl}/oauth2/token` } } },
        },
      },
    });
    expect(JSON.stringify(document)).not.toMatch(/internal|127\.0\.0\.1|-base/);
  });
});

describe('the script of /docs', () => {
  interface TokenRequest {
    url: string;
    headers: Record<string, string>;
    body?: string;
  }
  interface Options {
    readonly url: string;
    readonly oauth2RedirectUrl: string;
    readonly requestInterceptor: (request: TokenRequest) => TokenRequest;
  }

  async function started() {
    const script = await (await fetch(`${gateway.url}/docs/start.js`)).text();
    const calls: { options?: Options; oauth?: object } = {};
    const SwaggerUIBundle = (options: Options) => {
      calls.options = options;
      return { initOAuth: (oauth: object) => (calls.oauth = oauth) };
    };
    const location = { href: 'https://api.example.com/prefix/docs#/orders' };
    runInNewContext(script, { SwaggerUIBundle, location, URL, URLSearchParams, atob });
    return calls as Required<typeof calls>;
  }

  it('signs in with the client of the docs, by PKCE, and comes back to where the page is', async () => {
    const { options, oauth } = await started();
    expect(oauth).toEqual({ clientId: 'docs-client', usePkceWithAuthorizationCodeGrant: true });
    expect(options).toMatchObject({
      url: 'https://api.example.com/prefix/docs/openapi.json',
      oauth2RedirectUrl: 'https://api.example.com/prefix/docs/oauth2-redirect.html',
      validatorUrl: null,
    });
  });

  it('asks for tokens in a form that no browser asks leave for', async () => {
    const { options } = await started();
    const url = `${domainUrl}/oauth2/token`;
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const headers = { ...form, 'X-Requested-With': 'XMLHttpRequest' };
    const Authorization = `Basic ${btoa('id:a:b&c')}`;
    const body = 'grant_type=client_credentials&scope=orders%2Fread';
    expect(
      options.requestInterceptor({ url, headers: { ...headers, Authorization }, body }),
    ).toEqual({ url, headers: form, body: `${body}&client_id=id&client_secret=a%3Ab%26c` });
    const code = 'grant_type=authorization_code&code=x';
    expect(options.requestInterceptor({ url, headers, body: code })).toEqual({
      url,
      headers: form,
      body: code,
    });
  });

  it('leaves every other call as it is', async () => {
    const { options } = await started();
    const request = {
      url: 'https://api.example.com/orders',
      headers: { Authorization: 'Basic x' },
    };
    expect(options.requestInterceptor(structuredClone(request))).toEqual(request);
  });
});

describe('GATEWAY_DOCS', () => {
  it.each([
    [{ NODE_ENV: 'test' }, true],
    [{ NODE_ENV: 'development' }, true],
    [{ NODE_ENV: '' }, false],
    [{ NODE_ENV: 'production' }, false],
    [{ NODE_ENV: 'production', GATEWAY_DOCS: 'on' }, true],
    [{ GATEWAY_DOCS: 'off' }, false],
  ])('%j: %s', (changes, expected) => {
    expect(servesDocs(settings(changes))).toBe(expected);
  });

  it('off leaves no path of them', async () => {
    const without = await resources.add(startGateway(settings({ GATEWAY_DOCS: 'off' })));
    for (const path of ['/docs', '/docs/openapi.json', '/docs/oauth2-redirect.html']) {
      expect((await fetch(without.url + path)).status).toBe(404);
    }
  });

  it('does not start with a client whose tokens the gateway refuses', async () => {
    const starting = startGateway(settings({ DOCS_CLIENT_ID: 'another' }));
    await expect(starting).rejects.toThrow(ConfigError);
  });
});
