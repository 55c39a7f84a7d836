import { createLogger } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { Body, Controller, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { appLimits } from './app-limits.js';
import { createApp, listen } from './create-app.js';
import { valid } from './valid.pipe.js';

const bodies: unknown[] = [];

@Controller('things')
class ThingsController {
  @Post()
  create(@Body(valid(z.any())) body: unknown) {
    bodies.push(body);
    return { stored: true };
  }
}

const resources = useResources();
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const logger = createLogger('test', 'silent');
  app = await resources.add(
    createApp({ module: class {}, controllers: [ThingsController] }, { logger }),
  );
  url = `${await listen(app, { port: 0, host: '127.0.0.1' })}/things`;
});
beforeEach(() => bodies.splice(0));

async function post(body: string | Buffer, contentType = 'application/json') {
  const headers = { 'content-type': contentType };
  const response = await fetch(url, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers,
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

const problem = 'application/problem+json; charset=utf-8';
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const duplicate = 'An object in the body has two members of the same name. Send each member once.';
const notJson = 'The body is not valid JSON.';
const notUtf8 = 'The body is not valid UTF-8.';
const forbidden = 'The body has a member whose name is not accepted.';
const tooDeep = 'The body is nested too deeply.';

describe('a JSON body', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    'is read as %s',
    async (contentType) => {
      const { status } = await post('{"a":{"a":[1,"\\u00e9",{"a":null}]},"é":"😀"}', contentType);
      expect([status, bodies]).toEqual([201, [{ a: { a: [1, 'é', { a: null }] }, é: '😀' }]]);
    },
  );

  it(`may be nested ${appLimits.jsonLevels} levels deep`, async () => {
    expect((await post(nested(appLimits.jsonLevels))).status).toBe(201);
  });

  it.each<[string, string | Buffer, string]>([
    ['a member twice', '{"secret":1,"secret":2}', duplicate],
    ['a member twice with one value', '{"secret":1,"secret":1}', duplicate],
    ['a member twice, once with escapes', '{"secret":1,"\\u0073ecret":2}', duplicate],
    ['a member twice further in', '{"a":[{"b":{"secret":1,"secret":2}}]}', duplicate],
    ['__proto__', '{"__proto__":{"secret":1}}', forbidden],
    ['__proto__ with escapes', '{"\\u005f\\u005fproto__":{"secret":1}}', forbidden],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', forbidden],
    ['constructor.prototype', '{"constructor":{"prototype":{"secret":1}}}', forbidden],
    ['malformed UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), notUtf8],
    ['Latin-1', Buffer.from('{"a":"é"}', 'latin1'), notUtf8],
    ['UTF-16', Buffer.from('{"a":"secret"}', 'utf16le'), notJson],
    [
      'a byte order mark',
      '\uFEFF{}',
      'The body begins with a byte order mark. Send JSON without one.',
    ],
    [
      'half of a surrogate pair',
      '{"a":"secret\\ud800"}',
      'A string in the body has half of a surrogate pair, which is not a character.',
    ],
    ['33 levels', nested(33), tooDeep],
    ['as many levels as fit', nested(appLimits.bodyLimitBytes / 2), tooDeep],
    ['as many open brackets as fit', '['.repeat(appLimits.bodyLimitBytes), notJson],
    ['nothing', '', notJson],
    ['two values', '{}{}', notJson],
  ])('with %s is rejected with 400 and reaches no method', async (_name, sent, detail) => {
    const { status, type, body } = await post(sent);
    expect([status, type]).toEqual([400, problem]);
    expect(body).toMatchObject({ status: 400, code: 'invalid_request', detail });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(bodies).toEqual([]);
  });
});

describe('another body', () => {
  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml', 'text/json'])(
    'of the type %s is rejected with 415',
    async (contentType) => {
      const { status, type } = await post('{"a":1}', contentType);
      expect([status, type, bodies]).toEqual([415, problem, []]);
    },
  );
});
