import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createLogger } from '@gatehouse/platform-core';
import { closeEvent, useResources } from '@gatehouse/test-kit';
import { All, Controller, Get } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, listen } from './create-app.js';
import { appLimits, limitsFor } from './app-limits.js';
import { registerHealth } from './health.js';

let arrive: () => void = () => undefined;
let release: () => void = () => undefined;
const arrived = new Promise<void>((resolve) => (arrive = resolve));
const released = new Promise<void>((resolve) => (release = resolve));

@Controller('slow')
class SlowController {
  @Get()
  async wait() {
    arrive();
    await released;
    return {};
  }
}

const bodyLimitBytes = 10;
const limits = {
  headersMilliseconds: 500,
  requestMilliseconds: 1_000,
  timeoutCheckMilliseconds: 50,
  headBytes: 8_192,
  headerFields: 10,
} as const;

let counted = 0;

@Controller('counted')
class CountingController {
  @All()
  count() {
    counted += 1;
    return {};
  }
}

const resources = useResources();
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const module = { module: class {}, controllers: [SlowController, CountingController] };
  app = await resources.add(
    createApp(module, { logger: createLogger('test', 'silent'), limits, bodyLimitBytes }),
  );
  registerHealth(app);
  url = await listen(app, { port: 0, host: '127.0.0.1' });
});

/** Sends bytes and gives all that comes until the server ends the connection. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(answer));
  });
}

const statuses = (answer: string) =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
const get = (...fields: string[]) => ['GET /health HTTP/1.1', ...fields, '', ''].join('\r\n');

describe('a broken request', () => {
  it.each([
    ['no host', get(), 400],
    ['two hosts', get('Host: a', 'Host: b'), 400],
    ['a host with a space', get('Host: a b'), 400],
    ['HTTP/2.0', get('Host: a').replace('1.1', '2.0'), 400],
    ['HTTP/0.9', 'GET /health\r\n\r\n', 400],
    ['another coding', get('Host: a', 'Transfer-Encoding: gzip, chunked') + '0\r\n\r\n', 400],
    ['chunks in HTTP/1.0', get('Transfer-Encoding: chunked').replace('1.1', '1.0'), 400],
    ['a length with a zero before it', get('Host: a', 'Content-Length: 01') + 'a', 400],
    ['an undecodable path', get('Host: a').replace('health', '%c0'), 400],
    ['CONNECT', get('Host: a').replace('GET /health', 'CONNECT a:1'), 405],
    ['an unknown expectation', get('Host: a', 'Expect: more'), 417],
    ['too many fields', get('Host: a', ...Array<string>(10).fill('A: b')), 431],
    ['too large a head', get('Host: a', `A: ${'b'.repeat(9_000)}`), 431],
    ['no HTTP', 'hello\r\n\r\n', 400],
  ])(
    'of %s is answered once, with a problem, and the last of its connection',
    async (_n, bytes, status) => {
      const answer = await raw(bytes + get('Host: a'));
      expect(statuses(answer)).toEqual([status]);
      expect(answer).toContain('application/problem+json');
      expect(answer).toMatch(/^connection: close/im);
      if (status === 405) expect(answer).toContain('Allow: GET, HEAD');
    },
  );

  it.each(['', '\r\n', 'GET /health HTTP/1.1\r\n'])(
    'that never ends is cut off (%j)',
    async (bytes) => {
      const answer = await raw(bytes);
      expect(statuses(answer)).toEqual([408]);
      expect(answer).toContain('application/problem+json');
    },
  );

  it('behind good ones waits for their answers', async () => {
    const good = get('Host: a');
    expect(statuses(await raw(`${good}${good}GARBAGE\r\n\r\n`))).toEqual([200, 200, 400]);
    const answer = raw(`${good.replace('health', 'slow')}GARBAGE\r\n\r\n`);
    await arrived;
    release();
    expect(statuses(await answer)).toEqual([200, 400]);
  });

  it('does not keep a connection that its caller leaves half open', async () => {
    const opened = once(app.getHttpServer(), 'connection') as Promise<[Socket]>;
    const port = Number(new URL(url).port);
    const caller = resources.add(connect({ port, host: '127.0.0.1', allowHalfOpen: true }));
    caller.resume();
    caller.write('hello\r\n\r\n');
    const [connection] = await opened;
    await closeEvent(connection);
    expect(caller.writable).toBe(true);
  });
});

describe('a request behind the last answer of its connection', () => {
  it('is not looked at, whoever made that answer the last', async () => {
    const tooLarge = ['POST /counted HTTP/1.1', 'Host: a', 'Content-Type: application/json'];
    const body = [`Content-Length: ${bodyLimitBytes + 1}`, '', 'a'.repeat(bodyLimitBytes + 1)];
    const bytes = [...tooLarge, ...body].join('\r\n') + get('Host: a').replace('health', 'counted');
    const answer = await raw(bytes);
    expect(statuses(answer)).toEqual([413]);
    expect(answer).toMatch(/^connection: close/im);
    expect(counted).toBe(0);
  });
});

describe('limitsFor', () => {
  it('gives an app behind the gateway room for what the gateway adds', () => {
    expect(limitsFor(false)).toEqual(appLimits);
    expect(limitsFor(true).headerFields).toBeGreaterThan(appLimits.headerFields);
    expect(limitsFor(true, { headBytes: 1 }).headBytes).toBe(1);
  });
});
