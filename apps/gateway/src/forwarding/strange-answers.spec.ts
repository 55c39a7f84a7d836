import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { loadConfig, type RunningProcess } from '@gatehouse/platform-core';
import { TestIssuer, useResources } from '@gatehouse/test-kit';
import { gatewayConfig } from '../config.js';
import { startGateway } from '../start-gateway.js';
import { upstreamSettings } from '../testing/upstream-settings.js';

const resources = useResources();
let issuer: TestIssuer;
let upstream: Server;
let answer: string;
/** Whether it keeps its connections open. */
let silent = false;
let gateway: RunningProcess & { readonly url: string };

/** An upstream that answers with the very bytes a test gives it. */
beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  upstream = resources.add(
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => (silent ? socket.write(answer) : socket.end(answer)));
    }),
  );
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const environment = {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    COGNITO_ISSUER: issuer.issuer,
    COGNITO_JWKS_URI: issuer.jwksUri,
    COGNITO_CLIENT_IDS: issuer.clientId,
    ...upstreamSettings(address),
    UPSTREAM_TIMEOUT_SECONDS: '1',
  };
  gateway = await resources.add(startGateway(loadConfig(gatewayConfig, environment)));
});
afterEach(async () => expect((await fetch(`${gateway.url}/health`)).status).toBe(200));

const call = async () => {
  const headers = { authorization: `Bearer ${await issuer.userToken()}` };
  return fetch(`${gateway.url}/orders`, { method: 'POST', headers });
};
const head = (...fields: string[]) =>
  ['HTTP/1.1 200 OK', 'Cache-Control: max-age=60', ...fields, '', ''].join('\r\n');
const ok = (...fields: string[]) =>
  ['HTTP/1.1 200 OK', ...fields, 'Content-Length: 2', '', '{}'].join('\r\n');

describe('an answer of an upstream', () => {
  it("is passed on without what is of its connection or the gateway's", async () => {
    answer = ok(
      'Connection: close',
      'Connection: X-Internal, ETag',
      'X-Internal: evil',
      'ETag: evil',
      'Keep-Alive: evil',
      'Proxy-Authenticate: evil',
      'Upgrade: evil',
      'Trailer: evil',
      'Txn-Token: evil',
      'TXN_TOKEN: evil',
      'Cognito_Access_Token: evil',
      'X-Request-Id: evil',
      'X-Kept: 1',
      'Set-Cookie: a=1',
      'Set-Cookie: b=2',
    );
    const { status, headers } = await call();
    expect(status).toBe(200);
    expect(JSON.stringify([...headers])).not.toContain('evil');
    expect(headers.get('x-kept')).toBe('1');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['two lengths', ok('Content-Length: 3')],
    ['a length and chunks', ok('Transfer-Encoding: chunked')],
    ['a bad header name', ok('X(A): b')],
    ['NUL in a header', ok('X-A: \0')],
    ['a folded header', ok('X-A: b', ' c')],
    ['a head without end', `HTTP/1.1 200 OK\r\nX-A: ${'b'.repeat(100_000)}`],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['a status that does not exist', 'HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n'],
    [
      'a switch of protocols',
      'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
    ],
    ['nothing', ''],
    ['a head alone', head('Content-Length: 100')],
    ['a bad first chunk', `${head('Transfer-Encoding: chunked')}zz\r\n`],
  ])('of %s is 502', async (_name, bytes) => {
    answer = bytes;
    const failed = await call();
    expect(failed.status).toBe(502);
    expect(failed.headers.get('content-type')).toContain('application/problem+json');
    expect(failed.headers.get('cache-control')).toBe('no-store');
  });

  it('that stops after its head is 504', async () => {
    answer = head('Content-Length: 100');
    silent = true;
    const failed = await call();
    silent = false;
    expect(failed.status).toBe(504);
  });

  it('that nothing has changed is passed on, with the length of what has not', async () => {
    answer = head('ETag: "1"', 'Content-Length: 100').replace('200 OK', '304 Not Modified');
    const { status, headers } = await call();
    expect([status, headers.get('etag')]).toEqual([304, '"1"']);
  });

  it('that breaks off in its body breaks off for the caller too', async () => {
    answer = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc';
    await expect(call().then((begun) => begun.text())).rejects.toThrow();
    answer = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n';
    await expect(call().then((begun) => begun.text())).rejects.toThrow();
  });
});
