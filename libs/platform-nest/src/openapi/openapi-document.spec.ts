import { createLogger, DomainError } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { createApp } from '../create-app.js';
import { valid } from '../valid.pipe.js';
import { Answers } from './answers.decorator.js';
import { openApiDocument, type OpenApiOptions } from './openapi-document.js';
import type { DocumentedRoute, RouteAccess } from './documented-route.js';
import { OpenApiError } from './openapi-error.js';
import type { Operation } from './operation.js';
import { Refuses } from './refuses.decorator.js';
import { RequestHeader } from './request-header.decorator.js';

class TeapotError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'teapot';

  constructor(what = 'It is a teapot.') {
    super(what);
  }
}

const id = z.string().regex(/^\d+$/);
const thing = z.object({
  id,
  madeAt: z.iso.datetime(),
  note: z.string().meta({ description: 'For people.', minLength: 1, maxLength: 9 }).optional(),
});
const things = z.object({ items: z.array(thing) });
const makeThing = z
  .strictObject({ note: z.string().max(9).default('none') })
  .meta({ examples: [{ note: 'hello' }] });
const key = z.string().max(8);
const made = { id: '1', madeAt: '2026-01-01T00:00:00.000Z' };

@Controller('things')
class ThingsController {
  @Post()
  @Answers(200, thing)
  @Refuses(TeapotError)
  make(
    @Body(valid(makeThing)) _asked: z.output<typeof makeThing>,
    @RequestHeader('x-key', valid(key.optional())) note: string | undefined,
  ) {
    return { ...made, note };
  }

  @Get()
  @Answers(200, things)
  list(@Query(valid(z.strictObject({ limit: z.string(), after: id.optional() }))) _query: object) {
    return { items: [made] };
  }

  @Post(':id/parts/:part')
  @Answers(204)
  @Refuses(new TeapotError('Still a teapot.'))
  change(@Param('id', valid(id)) _id: string, @Body(valid(makeThing.prefault({}))) _asked: object) {
    return undefined;
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const noAccess: RouteAccess = { security: [], description: '', refusals: {}, extensions: {} };

function documentOf(
  routes: readonly DocumentedRoute[],
  changes: Partial<OpenApiOptions<DocumentedRoute>> = {},
) {
  return openApiDocument({
    info: { title: 'Things', version: '1', description: 'Things' },
    servers: [],
    routes,
    schemas: { Thing: thing, MakeThing: makeThing },
    securitySchemes: {},
    access: () => noAccess,
    ...changes,
  });
}

function route(method: string, path: string, name: string, controller = ThingsController) {
  const prototype = controller.prototype as unknown as Record<string, object>;
  return { method, path, name, controller, handler: prototype[name] ?? {} };
}

function operationOf(
  documented: DocumentedRoute,
  changes?: Parameters<typeof documentOf>[1],
): Operation {
  const [operations = {}] = Object.values(documentOf([documented], changes).paths);
  const [operation] = Object.values(operations);
  return operation!;
}

describe('an OpenAPI document', () => {
  it('tells inputs by the schemas of the pipes', () => {
    expect(operationOf(route('POST', '/things', 'make'))).toMatchObject({
      operationId: 'thingsMake',
      tags: ['things'],
      parameters: [{ name: 'x-key', in: 'header', required: false, schema: { maxLength: 8 } }],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/MakeThing' } } },
      },
    });
    expect(operationOf(route('GET', '/things', 'list')).parameters).toMatchObject([
      { name: 'limit', in: 'query', required: true },
      { name: 'after', in: 'query', required: false, schema: { pattern: '^\\d+$' } },
    ]);
    const change = operationOf(route('POST', '/things/:id/parts/:part', 'change'));
    expect(change.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^\\d+$' } },
      { name: 'part', in: 'path', required: true, schema: { type: 'string' } },
    ]);
    expect(change.requestBody).toMatchObject({ required: false });
  });

  it('names a schema once, closed for callers and open in answers', () => {
    const { components, paths } = documentOf([
      route('POST', '/things', 'make'),
      route('GET', '/things', 'list'),
    ]);
    expect(Object.keys(paths['/things']!)).toEqual(['post', 'get']);
    expect(Object.keys(components.schemas)).toEqual(['MakeThing', 'Problem', 'Thing']);
    expect(components.schemas.MakeThing).toMatchObject({
      additionalProperties: false,
      examples: [{ note: 'hello' }],
    });
    expect(components.schemas.Thing).not.toHaveProperty('additionalProperties');
    expect(components.schemas.Thing).toHaveProperty('properties.note', {
      type: 'string',
      description: 'For people.',
      minLength: 1,
      maxLength: 9,
    });
    expect(JSON.stringify(paths)).toContain('"items":{"$ref":"#/components/schemas/Thing"}');
  });

  it('gathers what refuses by status', () => {
    const access = () => ({ ...noAccess, refusals: { 401: ['missing_token'], 409: ['busy'] } });
    const { responses } = operationOf(route('POST', '/things', 'make'), { access });
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '409', 'default']);
    expect(responses).toMatchObject({
      400: { description: '- `invalid_request`' },
      401: { headers: { 'WWW-Authenticate': {} } },
      409: {
        description: '- `busy`\n- `teapot`: It is a teapot.',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    });
    const change = operationOf(route('POST', '/things/:id/parts/:part', 'change'));
    expect(change.responses[409]).toMatchObject({ description: '- `teapot`: Still a teapot.' });
    expect(change.responses[204]).toEqual({ description: 'No Content' });
  });

  it('says of callers what it is told, extensions too', () => {
    const access = () => ({
      ...noAccess,
      security: [{ token: ['a'] }],
      description: 'For users.',
      extensions: { 'x-caller': 'user' },
    });
    expect(operationOf(route('GET', '/things', 'list'), { access })).toMatchObject({
      security: [{ token: ['a'] }],
      description: 'For users.',
      'x-caller': 'user',
    });
  });
});

describe('a document that would not be true is not made', () => {
  class Untold {
    noAnswer() {
      return {};
    }

    @Answers(204)
    unchecked(@Body() _body: unknown) {
      return undefined;
    }

    @Answers(204)
    partOfBody(@Body('part', valid(id)) _part: string) {
      return undefined;
    }

    @Answers(204)
    queryOfText(@Query(valid(id)) _query: string) {
      return undefined;
    }

    @Answers(200, makeThing)
    both(@Body(valid(makeThing)) asked: z.output<typeof makeThing>) {
      return asked;
    }
  }
  const untold = Untold as unknown as typeof ThingsController;

  it.each([
    ['has no @Answers()', route('GET', '/x', 'noAnswer', untold)],
    ['takes body that no schema checks', route('GET', '/x', 'unchecked', untold)],
    ['in a way that documents', route('GET', '/x', 'partOfBody', untold)],
    ['a query whose schema is no object', route('GET', '/x', 'queryOfText', untold)],
    ['one schema for callers and another for answers', route('GET', '/x', 'both', untold)],
    ['is more than one route', route('*', '/things', 'list')],
    ['is more than one route', route('GET', '/things/*', 'list')],
  ])('where a route %s', (fault, documented) => {
    expect(() => documentOf([documented])).toThrow(OpenApiError);
    expect(() => documentOf([documented])).toThrow(fault);
  });
});

describe('the routes that are documented', () => {
  const resources = useResources();
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await resources.add(
      createApp(ThingsModule, { logger: createLogger('things', 'silent') }),
    );
    await app.init();
  });

  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, payload, headers });

  it('answer with the status they declare', async () => {
    expect((await post('/things', {})).statusCode).toBe(200);
    expect((await post('/things/1/parts/2', {})).statusCode).toBe(204);
  });

  it('take the header they declare, checked', async () => {
    expect((await post('/things', {}, { 'x-key': 'short' })).json()).toMatchObject({
      note: 'short',
    });
    expect((await post('/things', {}, { 'x-key': 'too long a key' })).statusCode).toBe(400);
  });
});
