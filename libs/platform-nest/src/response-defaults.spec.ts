import { connect } from 'node:net';
import { createLogger, DomainError } from '@gatehouse/platform-core';
import { closeEvent, useResources } from '@gatehouse/test-kit';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Post,
  Res,
  StreamableFile,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { createApp, listen } from './create-app.js';
import { registerHealth } from './health.js';
import { valid } from './valid.pipe.js';

class RefusedError extends DomainError {
  readonly kind = 'refused';
  readonly code = 'refused';
}

@Controller('things')
class ThingsController {
  @Get()
  list() {
    return [];
  }

  @Post()
  create(@Body(valid(z.strictObject({}))) body: object) {
    return body;
  }

  @Delete()
  @HttpCode(204)
  remove() {
    return undefined;
  }

  @Get('stream')
  stream() {
    return new StreamableFile(Buffer.from('text'), { type: 'text/plain' });
  }

  @Get('public')
  @Header('cache-control', 'public, max-age=60')
  publish() {
    return {};
  }

  @Get('sent')
  send(@Res() reply: FastifyReply) {
    void reply.headers({ 'cache-control': 'private, max-age=5' }).send('text');
  }

  @Get('public/refused')
  @Header('cache-control', 'public, max-age=60')
  refuse() {
    throw new RefusedError('No.');
  }

  @Get('public/broken')
  @Header('cache-control', 'public, max-age=60')
  fail() {
    throw new Error('unforeseen');
  }
}

const resources = useResources();
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const module = { module: class {}, controllers: [ThingsController] };
  app = await resources.add(createApp(module, { logger: createLogger('test', 'silent') }));
  registerHealth(app, { checks: { store: () => Promise.resolve(false) } });
  url = await listen(app, { port: 0, host: '127.0.0.1' });
});

const defaultsOf = ({ headers }: Response) => [
  headers.get('cache-control'),
  headers.get('x-content-type-options'),
];

describe('a response', () => {
  it.each<[string, string, RequestInit, number]>([
    ['with a body', '/things', {}, 200],
    ['to HEAD', '/things', { method: 'HEAD' }, 200],
    ['without a body', '/things', { method: 'DELETE' }, 204],
    ['that is a stream', '/things/stream', {}, 200],
    ['of a probe', '/health/live', {}, 200],
    ['of a failing probe', '/health', {}, 503],
    ['about an unknown path', '/nothing', {}, 404],
    ['about a path that cannot be decoded', '/%c0', {}, 400],
    ['about a body that does not fit', '/things', json('{"a":1}'), 400],
    ['about a body that is not JSON', '/things', json('{'), 400],
    ['about a body of another type', '/things', { method: 'POST', body: 'text' }, 415],
    ['about a body that is too large', '/things', json(' '.repeat(300_000)), 413],
    ['about a domain error of a public route', '/things/public/refused', {}, 401],
    ['about an unforeseen error of a public route', '/things/public/broken', {}, 500],
  ])('%s is neither stored nor sniffed', async (_name, path, init, status) => {
    const response = await fetch(url + path, init);
    expect([response.status, ...defaultsOf(response)]).toEqual([status, 'no-store', 'nosniff']);
  });

  it.each([
    ['/things/public', 'public, max-age=60'],
    ['/things/sent', 'private, max-age=5'],
  ])('of %s keeps the Cache-Control of its route', async (path, caching) => {
    expect(defaultsOf(await fetch(url + path))).toEqual([caching, 'nosniff']);
  });

  it.each([
    ['two Host fields', 'GET /things HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['too large a head', `GET / HTTP/1.1\r\nHost: a\r\nA: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    ['an unknown expectation', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n', 417],
  ])('to %s is neither stored nor sniffed', async (_name, bytes, status) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('latin1');
    let received = '';
    socket.on('data', (text: string) => (received += text));
    const closed = closeEvent(socket);
    socket.write(bytes);
    await closed;
    const head = received.slice(0, received.indexOf('\r\n\r\n'));
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head.match(/^cache-control: .*$/gim)).toEqual([expect.stringMatching(/: no-store$/)]);
    expect(head.match(/^x-content-type-options: .*$/gim)).toEqual([
      expect.stringMatching(/: nosniff$/),
    ]);
  });
});

function json(body: string): RequestInit {
  return { method: 'POST', body, headers: { 'content-type': 'application/json' } };
}
