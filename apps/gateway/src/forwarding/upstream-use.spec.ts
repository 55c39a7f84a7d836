import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type RequestListener,
  type Server,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { loadConfig } from '@gatehouse/platform-core';
import { closeEvent, TestIssuer, useResources, waitUntil } from '@gatehouse/test-kit';
import { gatewayConfig } from '../config.js';
import { type RunningGateway, startGateway } from '../start-gateway.js';
import { upstreamSettings } from '../testing/upstream-settings.js';

const resources = useResources();
let issuer: TestIssuer;
let upstream: Server;
let respond: RequestListener;
let gateway: RunningGateway;
let authorization: string;

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  authorization = `Bearer ${await issuer.userToken()}`;
  upstream = resources.add(createServer((request, response) => respond(request, response)));
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
});

async function start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const environment = {
    PORT: '0',
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    COGNITO_ISSUER: issuer.issuer,
    COGNITO_JWKS_URI: issuer.jwksUri,
    COGNITO_CLIENT_IDS: issuer.clientId,
    ...upstreamSettings(address),
    ...settings,
  };
  gateway = await resources.add(startGateway(loadConfig(gatewayConfig, environment)));
  // The gateway waits for the requests to it.
  resources.add(() => upstream.closeAllConnections());
}

const call = (path = '/orders', options: RequestInit = {}) =>
  fetch(`${gateway.url}${path}`, { ...options, headers: { authorization } });
const post = (body: RequestInit['body']) =>
  call('/orders', {
    method: 'POST',
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });

/** Opens a connection and sends the beginning of a request. */
async function begin(text: string): Promise<Socket> {
  const socket = resources.add(connect(Number(new URL(gateway.url).port), '127.0.0.1'));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(text, resolve));
  return socket;
}

const head = (line: string, ...fields: string[]) =>
  [`${line} HTTP/1.1`, 'Host: x', `Authorization: ${authorization}`, ...fields, '', ''].join(
    '\r\n',
  );

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

async function health() {
  const response = await fetch(`${gateway.url}/health`);
  return (await response.json()) as { status: string; causes?: Record<string, string> };
}

/** An upstream that leaves each request without a response; the next request, and when its connection ends. */
function hanging() {
  const arrivals: IncomingMessage[] = [];
  respond = (request) => void arrivals.push(request.resume().on('error', () => undefined));
  const next = (count: number) =>
    waitUntil(() => arrivals[count - 1], { what: `upstream request ${count}` });
  return { arrivals, next };
}

describe('a request body', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 262_144])('of %i bytes arrives whole', async (size) => {
    await start();
    const body = Buffer.alloc(size, 'abcdefg');
    const received: { bytes: Buffer; length: string | undefined }[] = [];
    respond = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.once('end', () => {
        received.push({
          bytes: Buffer.concat(chunks),
          length: request.headers['content-length'],
        });
        response.end();
      });
    };
    expect((await post(body)).status).toBe(200);
    const chunked = new Blob([body]).stream();
    expect((await post(chunked)).status).toBe(200);
    for (const { bytes } of received) expect(bytes.equals(body)).toBe(true);
    expect(received[0]?.length).toBe(`${size}`);
  });

  it('that is incomplete takes no connection of the upstream', async () => {
    await start({ UPSTREAM_CONNECTIONS: '1' });
    respond = (_request, response) => response.end();
    const slow = await begin(`${head('POST /orders', 'Content-Length: 10')}a`);
    expect((await call()).status).toBe(200);
    slow.destroy();
  });

  it('that is not there in time is 408', async () => {
    await start({ BODY_TIMEOUT_SECONDS: '1', BODY_MIN_BYTES_PER_SECOND: '1' });
    const socket = await begin(head('POST /orders', 'Content-Length: 60000'));
    // Faster than the minimum rate.
    const drip = setInterval(() => socket.write('a'), 20);
    const response = await textOf(socket);
    clearInterval(drip);
    expect(response).toMatch(/^HTTP\/1\.1 408 /);
    expect(response).toContain('"code":"body_timeout"');
    // One slow caller is no overload.
    expect(await health()).toMatchObject({ status: 'ok' });
  });

  it('that arrives too slowly is 408, also when it is long', async () => {
    await start({ BODY_MIN_BYTES_PER_SECOND: '10000000' });
    respond = () => undefined;
    const long = `${head('POST /orders', 'Content-Length: 200000')}${'a'.repeat(100_000)}`;
    expect(await textOf(await begin(long))).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('finds no memory while others use it up, which is 503 and visible in health', async () => {
    await start({ BODY_MEMORY_BYTES: '1000' });
    const socket = await begin(
      `${head('POST /orders', 'Content-Length: 2000')}${'a'.repeat(1_001)}`,
    );
    const response = await textOf(socket);
    expect(response).toMatch(/^HTTP\/1\.1 503 /);
    expect(response).toMatch(/^retry-after: 1\r$/im);
    expect((await health()).causes).toEqual({ 'request-bodies': 'body_memory_exhausted' });
    respond = (_request, answer) => answer.end();
    expect((await post('a'.repeat(1_000))).status).toBe(200);
  });

  it('that is long and arrives slowly holds no memory once the upstream has read its first part', async () => {
    await start({ BODY_MEMORY_BYTES: '150000' });
    let arrived = 0;
    const first = new Promise<void>((resolve) => {
      respond = (request, response) => {
        if (request.url !== '/orders/long') {
          request.resume().once('end', () => response.end());
          return;
        }
        request.on('error', () => undefined);
        request.on('data', ({ length }: Buffer) => {
          arrived += length;
          if (arrived >= 100_000) resolve();
        });
      };
    });
    const long = await begin(
      `${head('POST /orders/long', 'Content-Length: 200000')}${'a'.repeat(100_000)}`,
    );
    await first;
    expect((await post('b'.repeat(60_000))).status).toBe(200);
    long.destroy();
  });

  it('of an address with too many incomplete ones displaces the oldest, which is 429', async () => {
    await start({ INCOMPLETE_BODIES_PER_ADDRESS: '2' });
    respond = (_request, response) => response.end();
    const incomplete = `${head('POST /orders', 'Content-Length: 10')}a`;
    const oldest = await begin(incomplete);
    const response = textOf(oldest);
    const others = [await begin(incomplete), await begin(incomplete)];
    expect(await response).toMatch(/^HTTP\/1\.1 429 /);
    for (const socket of others) socket.write('b'.repeat(9));
    for (const socket of others) expect(String(await once(socket, 'data'))).toContain('200 OK');
    for (const socket of others) socket.destroy();
  });

  it('may be answered before it is complete', async () => {
    await start();
    respond = (_request, response) => response.writeHead(422).end('no');
    const body = `${head('POST /orders', 'Content-Length: 200000')}${'a'.repeat(100_000)}`;
    const response = await textOf(await begin(body));
    expect(response).toMatch(/^HTTP\/1\.1 422 /);
    expect(response).toMatch(/^connection: close\r$/im);
  });
});

describe('a caller that leaves', () => {
  it.each([
    ['before the head of the response', 'GET /orders', ''],
    ['after its whole body', 'POST /orders', 'ab'],
  ])('%s aborts the upstream request', async (_when, line, body) => {
    await start({ UPSTREAM_CONNECTIONS: '1' });
    const { next } = hanging();
    const fields = body === '' ? [] : [`Content-Length: ${body.length}`];
    const socket = await begin(`${head(line, ...fields)}${body}`);
    const request = await next(1);
    const closed = closeEvent(request.socket);
    socket.destroy();
    await closed;
    respond = (_request, response) => response.end();
    expect((await call()).status).toBe(200);
  });

  it('while its request waits for a connection sends nothing upstream', async () => {
    await start({ UPSTREAM_CONNECTIONS: '1' });
    const { arrivals, next } = hanging();
    const [first, second] = [
      await begin(head('GET /orders/1')),
      await begin(head('GET /orders/2')),
    ];
    await next(1);
    const left = closeEvent(second);
    second.destroy();
    await left;
    const third = await begin(head('GET /orders/3'));
    first.destroy();
    await next(2);
    expect(arrivals.map(({ url }) => url)).toEqual(['/orders/1', '/orders/3']);
    third.destroy();
  });

  it('in the middle of the response aborts the upstream response', async () => {
    await start();
    let isAborted = false;
    respond = (_request, response) => {
      response.on('close', () => (isAborted = true));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    };
    const socket = await begin(head('GET /orders'));
    await once(socket, 'data');
    expect(isAborted).toBe(false);
    socket.destroy();
    await waitUntil(() => isAborted, { what: 'the abort of the upstream response' });
  });
});

describe('the connections of an upstream', () => {
  it('are waited for until the deadline, then the response is 503 and health names the cause', async () => {
    await start({ UPSTREAM_CONNECTIONS: '1', UPSTREAM_QUEUE_TIMEOUT_SECONDS: '1' });
    const { next } = hanging();
    const first = await begin(head('GET /orders/1'));
    await next(1);
    const rejected = await call();
    expect(rejected.status).toBe(503);
    expect(rejected.headers.get('retry-after')).toBe('1');
    expect(await rejected.json()).toMatchObject({ code: 'upstream_busy', status: 503 });
    expect(await health()).toMatchObject({
      status: 'degraded',
      checks: { 'order-service': false, 'user-service': true },
      causes: { 'order-service': 'upstream_busy' },
    });
    first.destroy();
  });

  it('of one upstream are not those of another', async () => {
    await start({ UPSTREAM_CONNECTIONS: '1' });
    const { next } = hanging();
    const first = await begin(head('GET /orders'));
    await next(1);
    respond = (_request, response) => response.end();
    expect((await call('/users/me')).status).toBe(200);
    first.destroy();
  });

  it('are free again once a response is a stream, of which a caller has a bounded number', async () => {
    await start({ UPSTREAM_CONNECTIONS: '1', UPSTREAM_STREAMS_PER_CALLER: '2' });
    respond = ({ url }, response) => {
      if (url !== '/orders/events') return void response.end();
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      response.flushHeaders();
    };
    // The head comes before the first event.
    const streams = [await call('/orders/events'), await call('/orders/events')];
    expect(streams.map(({ status }) => status)).toEqual([200, 200]);
    const third = await call('/orders/events');
    expect(third.status).toBe(429);
    expect(await third.json()).toMatchObject({ code: 'caller_too_many_streams' });
    expect((await call()).status).toBe(200);
    await streams[0]?.body?.cancel();
    const again = await waitUntil(
      async () => {
        const response = await call('/orders/events');
        return response.status !== 429 && response;
      },
      { what: 'the place of the cancelled stream' },
    );
    expect(again.status).toBe(200);
    for (const stream of [streams[1], again]) await stream?.body?.cancel();
  });

  it('are free again once a response takes more than a second', async () => {
    await start({ UPSTREAM_CONNECTIONS: '1' });
    respond = ({ url }, response) => {
      if (url === '/orders/slow') response.writeHead(200).write('begun');
      else response.end();
    };
    const slow = await call('/orders/slow');
    expect((await call()).status).toBe(200);
    await slow.body?.cancel();
  });
});

describe('a response', () => {
  it('is aborted when its caller does not read it', async () => {
    await start({ CALLER_READ_TIMEOUT_SECONDS: '1' });
    let hasClosed = false;
    respond = (_request, response) => {
      response.on('close', () => (hasClosed = true));
      response.end(Buffer.alloc(32 * 1024 * 1024));
    };
    const socket = await begin(head('GET /orders'));
    socket.pause();
    // The buffers on the way hold less than the body, so that only an abort closes it.
    await waitUntil(() => hasClosed, {
      what: 'the abort of the upstream response',
      withinMilliseconds: 30_000,
    });
    socket.destroy();
  });

  it('arrives whole at a caller that reads slowly', async () => {
    await start();
    const body = Buffer.alloc(4 * 1024 * 1024, 'abcdefg');
    respond = (_request, response) => response.end(body);
    const request = httpRequest(`${gateway.url}/orders`, { headers: { authorization } }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(Buffer.concat(chunks).equals(body)).toBe(true);
  });

  it('is not stored and not sniffed unless the upstream states otherwise', async () => {
    await start();
    respond = ({ url }, response) => {
      if (url === '/orders/cached') response.setHeader('cache-control', 'max-age=60');
      response.end();
    };
    const plain = await call();
    expect(plain.headers.get('cache-control')).toBe('no-store');
    expect(plain.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await call('/orders/cached')).headers.get('cache-control')).toBe('max-age=60');
  });
});
