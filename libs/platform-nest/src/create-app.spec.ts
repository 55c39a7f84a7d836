import { createLogger, DomainError } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { Body, Controller, Get, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { createApp, listen } from './create-app.js';
import { registerHealth } from './health.js';
import { valid } from './valid.pipe.js';

class TakenError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'taken';
}

@Controller('things')
class ThingsController {
  @Post()
  make(
    @Body(valid(z.strictObject({ name: z.string().min(1), count: z.number().int() }))) body: object,
  ) {
    return body;
  }

  @Get('taken')
  taken() {
    throw new TakenError('It is taken.');
  }

  @Get('broken')
  broken() {
    throw new Error('secret detail');
  }
}

const resources = useResources();
let app: NestFastifyApplication;
let base: string;
let ready = true;

beforeAll(async () => {
  const logger = createLogger('test', 'silent');
  const module = { module: class {}, controllers: [ThingsController] };
  app = await resources.add(
    createApp(module, { logger, acceptRequestId: true, bodyLimitBytes: 1000 }),
  );
  registerHealth(app, {
    checks: { store: () => (ready ? Promise.resolve(true) : Promise.reject(new Error('no'))) },
  });
  base = await listen(app, { port: 0, host: '127.0.0.1' });
});

async function post(body: string, contentType = 'application/json') {
  const answer = await fetch(`${base}/things`, {
    method: 'POST',
    body,
    headers: { 'content-type': contentType },
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: (await answer.json()) as Record<string, unknown>,
  };
}

describe('createApp', () => {
  it('takes bodies that fit their schema', async () => {
    expect((await post('{"name":"a","count":1}')).body).toEqual({ name: 'a', count: 1 });
  });

  it('names what does not fit, and not its value', async () => {
    const { status, type, body } = await post('{"name":"","count":"hidden","more":1}');
    expect(status).toBe(400);
    expect(type).toContain('application/problem+json');
    expect(body.errors).toHaveLength(3);
    expect(JSON.stringify(body)).not.toContain('hidden');
  });

  it.each([
    ['no JSON', '{', 'application/json', 400],
    ['an empty body', '', 'application/json', 400],
    ['an unknown type', 'a', 'text/weird', 415],
    ['a prototype', '{"__proto__":{"a":1},"name":"a","count":1}', 'application/json', 400],
    [
      'a constructor',
      '{"constructor":{"prototype":{}},"name":"a","count":1}',
      'application/json',
      400,
    ],
    ['too much', `{"name":"${'a'.repeat(1000)}"}`, 'application/json', 413],
    ['a deep body', `{"name":${'['.repeat(400)}${']'.repeat(400)}}`, 'application/json', 400],
  ])('answers %s with a problem', async (_name, sent, contentType, expected) => {
    const { status, type } = await post(sent, contentType);
    expect(status).toBe(expected);
    expect(type).toContain('application/problem+json');
  });

  it('answers domain errors with their code', async () => {
    const answer = await fetch(`${base}/things/taken`);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'taken', detail: 'It is taken.' });
  });

  it('keeps what nobody foresaw to itself', async () => {
    const answer = await fetch(`${base}/things/broken`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
  });

  it('repeats no URL in a 404', async () => {
    const answer = await fetch(`${base}/nothing?code=secret`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('secret');
  });

  it('takes a request id of a plain form and makes one otherwise', async () => {
    const idFor = async (id: string) =>
      (await fetch(`${base}/things/taken`, { headers: { 'x-request-id': id } })).headers.get(
        'x-request-id',
      );
    expect(await idFor('abc-12345')).toBe('abc-12345');
    expect(await idFor('a b')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells life from readiness', async () => {
    const statusOf = async (path: string) => (await fetch(base + path)).status;
    expect([await statusOf('/health/live'), await statusOf('/health')]).toEqual([200, 200]);
    ready = false;
    expect([await statusOf('/health/live'), await statusOf('/health/ready')]).toEqual([200, 503]);
    ready = true;
  });
});
