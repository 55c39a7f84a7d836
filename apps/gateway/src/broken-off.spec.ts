import { once } from 'node:events';
import { Agent, createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { loadConfig, type RunningProcess } from '@gatehouse/platform-core';
import { generateSigningKey, TestIssuer, useResources } from '@gatehouse/test-kit';
import { gatewayConfig } from './config.js';
import { startGateway } from './start-gateway.js';
import { upstreamSettings } from './testing/upstream-settings.js';

const resources = useResources();
let issuer: TestIssuer;
let upstream: Server;
let keys: Server;
let keysAsked: () => void = () => undefined;
let gateway: RunningProcess & { readonly url: string };

/** A gateway whose keys never come, so that every request waits in its guard. */
beforeEach(async () => {
  issuer = await resources.add(TestIssuer.start());
  keys = resources.add(createServer(() => keysAsked()));
  upstream = resources.add(createServer((_incoming, answer) => answer.end('{}')));
  await Promise.all(
    [keys, upstream].map((server) => once(server.listen(0, '127.0.0.1'), 'listening')),
  );
  const portOf = (server: Server) => (server.address() as AddressInfo).port;
  const address = `http://127.0.0.1:${portOf(upstream)}`;
  const environment = {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    COGNITO_ISSUER: issuer.issuer,
    COGNITO_JWKS_URI: `http://127.0.0.1:${portOf(keys)}/`,
    COGNITO_CLIENT_IDS: issuer.clientId,
    ...upstreamSettings(address),
  };
  gateway = await resources.add(startGateway(loadConfig(gatewayConfig, environment)));
  // The gateway waits for the requests to these.
  resources.add(() => [keys, upstream].forEach((server) => server.closeAllConnections()));
});

function open(text: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1', () => {
      socket.write(text, () => resolve(socket));
    });
    resources.add(socket);
    socket.on('error', () => undefined);
  });
}

describe('a caller who breaks off', () => {
  it('while its token waits for keys brings nothing down', async () => {
    const key = await generateSigningKey('RS256', 'unknown');
    const token = await issuer.userToken([], { key });
    const asked = new Promise<void>((resolve) => (keysAsked = resolve));
    const head = `POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    const socket = await open(`${head}12345`);
    await asked;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resetAndDestroy();
    await closed;
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  });

  it('before its head is whole does not hold up the end', async () => {
    await open('');
    await open('GET /orders HTTP/1.1\r\nHost:');
    const { port } = new URL(gateway.url);
    const started = performance.now();
    await gateway.close();
    expect(performance.now() - started).toBeLessThan(20_000);
    gateway = { url: `http://127.0.0.1:${port}`, close: () => Promise.resolve() };
  });
});

describe('a refused request with a large body', () => {
  it('leaves no connection behind that answers nothing more', async () => {
    const agent = resources.add(new Agent({ keepAlive: true, maxSockets: 1 }));
    const { port } = new URL(gateway.url);
    const call = (method: string, path: string, body: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ port, method, path, agent }, (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode));
        })
          .once('error', reject)
          .end(body);
      });
    expect(await call('POST', '/orders', 'x'.repeat(200_000))).toBe(401);
    expect(await call('GET', '/health', '')).toBe(200);
  });
});
