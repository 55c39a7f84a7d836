import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { loadConfig, type RunningProcess } from '@gatehouse/platform-core';
import { TestIssuer, useResources } from '@gatehouse/test-kit';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { gatewayConfig } from './config.js';
import { routes } from './routes.js';
import { startGateway } from './start-gateway.js';
import { upstreamSettings } from './testing/upstream-settings.js';

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

const resources = useResources();
let issuer: TestIssuer;
let upstream: Server;
let received: Received[] = [];
let upstreamHost: string;
let gateway: RunningProcess & { readonly url: string };

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  upstream = createServer((incoming, answer) => {
    let body = '';
    incoming.on('data', (chunk) => (body += String(chunk)));
    incoming.on('end', () => {
      received.push({
        method: incoming.method,
        url: incoming.url,
        headers: incoming.headers,
        body,
      });
      if (incoming.url === '/base/users/silent') return;
      if (incoming.url === '/base/users/broken') return void incoming.socket.destroy();
      answer.writeHead(incoming.url === '/orders/teapot' ? 418 : 200, {
        'x-upstream': '1',
        'txn-token': 'x',
      });
      answer.end('{"from":"upstream"}');
    });
  });
  resources.add(upstream);
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  upstreamHost = new URL(address).host;
  const environment = {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    COGNITO_ISSUER: issuer.issuer,
    COGNITO_JWKS_URI: issuer.jwksUri,
    COGNITO_CLIENT_IDS: `${issuer.clientId},${issuer.machineClientId}`,
    ...upstreamSettings(address, { 'user-service': `${address}/base` }),
    UPSTREAM_TIMEOUT_SECONDS: '1',
    BODY_LIMIT_BYTES: '1000',
  };
  gateway = await resources.add(startGateway(loadConfig(gatewayConfig, environment)));
});

beforeEach(() => (received = []));

async function call(path: string, token?: string, options: RequestInit = {}) {
  const headers = new Headers(options.headers);
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  return fetch(gateway.url + path, { ...options, headers });
}

/** Sends bytes as they are and gives the whole answer. */
function raw(text: string): Promise<string> {
  const { port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.once('close', () => resolve(answer));
    socket.once('error', reject);
  });
}

describe('2xx', () => {
  it('forwards a verified call with a Txn-Token instead of the access token', async () => {
    const token = await issuer.userToken(['orders/write']);
    const answer = await call('/orders?limit=5&q=a%20b', token, {
      method: 'POST',
      body: '{"a":1}',
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ from: 'upstream' });
    expect(answer.headers.get('x-upstream')).toBe('1');
    expect(answer.headers.get('txn-token')).toBeNull();
    const [seen] = received;
    expect(seen).toMatchObject({ method: 'POST', url: '/orders?limit=5&q=a%20b', body: '{"a":1}' });
    expect(seen?.headers.authorization).toBeUndefined();
    expect(seen?.headers.host).toBe(upstreamHost);
    expect(seen?.headers['x-forwarded-host']).toBe(new URL(gateway.url).host);
    expect(seen?.headers['x-request-id']).toBe(answer.headers.get('x-request-id'));
    const keys = (await (await call('/.well-known/txn-token-jwks.json')).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(
      String(seen?.headers['txn-token']),
      createLocalJWKSet(keys),
      {
        audience: 'order-service',
        issuer: 'gateway',
        typ: 'txntoken+jwt',
      },
    );
    expect(payload).toMatchObject({
      sub: issuer.userSubject,
      scope: 'aws.cognito.signin.user.admin orders/write',
      tctx: { kind: 'user', client_id: issuer.clientId, pool_id: 'eu-west-1_TestPool1' },
    });
  });

  it('serves the same caller with the same Txn-Token, another caller or service with another', async () => {
    const [user, machine] = [await issuer.userToken(), await issuer.machineToken([])];
    for (const [path, token] of [
      ['/orders', user],
      ['/orders', user],
      ['/orders', machine],
      ['/users/me', user],
    ] as const) {
      await call(path, token);
    }
    const [first, second, third, fourth] = received.map(({ headers }) => headers['txn-token']);
    expect(first).toBe(second);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  it('opens exactly the public paths, without passing credentials on', async () => {
    expect(
      (await call('/auth/token', 'any.old.token', { method: 'POST', body: 'x=1' })).status,
    ).toBe(200);
    expect(received[0]?.url).toBe('/base/auth/token');
    expect(received[0]?.headers.authorization).toBeUndefined();
    expect(received[0]?.headers['txn-token']).toBeUndefined();
    for (const path of ['/auth', '/auth/', '/auth/tokens', '/auth/token/x', '/AUTH/token']) {
      expect((await call(path)).status).toBe(404);
    }
  });

  it('forwards the access token to no route', async () => {
    const token = await issuer.userToken();
    for (const { prefix, access } of routes) {
      const [path = ''] = typeof access === 'object' ? access.publicPaths : ['any'];
      await call(`/${prefix}/${path}`, token, { method: 'POST' });
    }
    expect(received).toHaveLength(routes.length);
    expect(JSON.stringify(received)).not.toContain(token);
  });

  it('opens /account to a user whose token has no scope for self-service', async () => {
    const narrow = await issuer.userToken([], { claims: { scope: 'orders/read' } });
    const unscoped = await issuer.userToken([], { claims: { scope: undefined } });
    for (const token of [narrow, unscoped]) {
      expect((await call('/account/x', token, { method: 'POST' })).status).toBe(200);
    }
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'forwards %s',
    async (method) => {
      expect((await call('/orders/1', await issuer.userToken(), { method })).status).toBe(200);
      expect(received[0]?.method).toBe(method);
    },
  );

  it("gives the upstream's answer as it is", async () => {
    expect((await call('/orders/teapot', await issuer.userToken())).status).toBe(418);
  });
});

describe('400', () => {
  it('refuses what two servers could read differently, before any route is chosen', async () => {
    const token = await issuer.userToken();
    for (const path of ['/orders/../users', '/orders%2f1', '/auth/token;/../../orders']) {
      const answer = await raw(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('application/problem+json');
    }
    expect(received).toEqual([]);
  });
});

describe('401', () => {
  it('is the answer without a good access token', async () => {
    for (const token of [undefined, 'garbage', await issuer.idToken()]) {
      const answer = await call('/orders', token);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    }
    expect(received).toEqual([]);
  });
});

describe('403', () => {
  it('keeps machines from /account, whatever their scopes', async () => {
    for (const scopes of [[], ['aws.cognito.signin.user.admin']]) {
      const answer = await call('/account/x', await issuer.machineToken(scopes));
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'wrong_principal_kind' });
    }
    expect(received).toEqual([]);
  });
});

describe('404, 405, 413', () => {
  it('know nothing beyond the table', async () => {
    for (const path of ['/ordersx', '/Orders', '/internal', '/health/x']) {
      expect((await call(path, await issuer.userToken())).status).toBe(404);
    }
  });

  it('refuse methods that no upstream is to see', async () => {
    const answer = await raw('TRACE /orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).toMatch(/^allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r$/m);
  });

  it('refuse bodies over the limit, announced or not', async () => {
    const token = await issuer.userToken();
    const announced = await call('/orders', token, { method: 'POST', body: 'x'.repeat(1001) });
    expect(announced.status).toBe(413);
    const chunks = ['x'.repeat(600), 'x'.repeat(600)].map(
      (data) => `${data.length.toString(16)}\r\n${data}\r\n`,
    );
    const head = `POST /orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect(await raw(`${head}${chunks.join('')}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
    expect((await call('/orders', token, { method: 'POST', body: 'x'.repeat(1000) })).status).toBe(
      200,
    );
  });
});

describe('502, 504', () => {
  it('tell a broken upstream from a silent one', async () => {
    const token = await issuer.userToken();
    const broken = await call('/users/broken', token);
    expect(broken.status).toBe(502);
    expect(broken.headers.get('content-type')).toContain('application/problem+json');
    expect((await call('/users/silent', token)).status).toBe(504);
  });

  it('sends a safe request again when the connection was lost, and no other', async () => {
    const token = await issuer.userToken();
    await call('/users/broken', token);
    expect(received).toHaveLength(3);
    received = [];
    await call('/users/broken', token, { method: 'POST' });
    expect(received).toHaveLength(1);
    received = [];
    await call('/users/broken', token, { method: 'OPTIONS', body: 'once' });
    expect(received).toHaveLength(1);
  });
});
