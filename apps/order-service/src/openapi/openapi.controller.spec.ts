import { describeRoutes, openApiSecurity, type RouteDescription } from '@gatehouse/auth-nest';
import { createLogger } from '@gatehouse/platform-core';
import { createApp, type OpenApiDocument } from '@gatehouse/platform-nest';
import { compileErrors, validate } from '@readme/openapi-parser';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { testConfig } from '../testing/test-config.js';
import { OpenApiController } from './openapi.controller.js';

const nowhere = { issuer: 'gateway', jwksUri: 'http://127.0.0.1:9/keys' };
const config = {
  ...testConfig({
    databaseUrl: 'postgres://role:password@127.0.0.1:9/none',
    gateway: nowhere,
    userServiceUrl: 'http://127.0.0.1:9',
    tokenUrl: 'http://127.0.0.1:9/oauth2/token',
  }),
  COGNITO_DOMAIN_URL: 'https://pool.example',
};

describe('GET /openapi.json', () => {
  let app: NestFastifyApplication;
  let routes: RouteDescription[];
  let document: OpenApiDocument;

  beforeAll(async () => {
    // No route that reads a row is called.
    const database = { run: () => Promise.reject(new Error('no database')) } as never;
    const logger = createLogger('order-service', 'silent');
    app = await createApp(AppModule.forRoot(config, database), { logger });
    await app.init();
    routes = describeRoutes(app).filter(({ controller }) => controller !== OpenApiController);
    document = (await app.inject({ url: '/openapi.json' })).json<OpenApiDocument>();
  });
  afterAll(() => app.close());

  const operationOf = ({ method, path }: RouteDescription) =>
    document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];

  it('is for anyone, may be kept, and holds no secret', async () => {
    const { statusCode, headers, body } = await app.inject({ url: '/openapi.json' });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['cache-control']).toBe('public, max-age=300');
    const secrets = Object.entries(config).flatMap(([name, value]) =>
      /SECRET|DATABASE|CLIENT_ID/.test(name) && typeof value === 'string' ? [value] : [],
    );
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) expect(body).not.toContain(secret);
  });

  it('is a valid OpenAPI 3.1 document', async () => {
    const result = await validate(structuredClone(document) as never);
    expect(result.valid ? '' : compileErrors(result)).toBe('');
    expect(document.openapi).toBe('3.1.0');
  });

  it('has the routes of the service, and no other', () => {
    const described = routes.map(({ method, path }) => `${method} ${path}`);
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(
        (method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    expect(documented.sort()).toEqual(described.sort());
    expect(described).toContain('POST /orders/:id/cancel');
  });

  it('demands of callers what the guards demand', () => {
    const { flows } = document.components.securitySchemes.cognito as {
      flows: Record<'authorizationCode', { scopes: Record<string, string>; tokenUrl: string }>;
    };
    const { scopes, tokenUrl } = flows.authorizationCode;
    const oauth = { tokenUrl, authorizationUrl: 'https://pool.example/oauth2/authorize' };
    // As readers reach it, which may not be how the service does.
    expect(tokenUrl).toBe('https://pool.example/oauth2/token');
    const { securitySchemes, operation } = openApiSecurity({ scopes, oauth });
    expect(document.components.securitySchemes).toEqual(securitySchemes);
    for (const route of routes) {
      const { security, description, extensions, refusals } = operation(route.requirements);
      const documented = operationOf(route);
      expect(documented).toMatchObject({ security, description, ...extensions });
      expect(Object.keys(documented?.responses ?? {})).toEqual(
        expect.arrayContaining(Object.keys(refusals)),
      );
    }
    for (const scope of routes.flatMap(scopesOf)) expect(Object.keys(scopes)).toContain(scope);
  });

  it('tells what a route takes, answers and refuses, as its code does', () => {
    expect(document.paths['/orders']?.post).toMatchObject({
      operationId: 'ordersPlace',
      parameters: [{ name: 'idempotency-key', in: 'header', required: false }],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/PlaceOrder' } } },
      },
      responses: {
        201: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
        },
        400: { description: expect.stringContaining('`customer_required`') as string },
        403: { description: '- `insufficient_scope`' },
        409: { description: expect.stringContaining('`idempotency_key_reused`') as string },
        503: { description: expect.stringContaining('`customer_check_unavailable`') as string },
      },
    });
    expect(document.components.schemas.PlaceOrder).toMatchObject({
      required: ['currency', 'lines'],
      additionalProperties: false,
      properties: { lines: { minItems: 1, maxItems: 100 } },
    });
    const parameters = document.paths['/orders']?.get?.parameters as { name: string }[];
    expect(parameters.map(({ name }) => name)).toEqual(['limit', 'cursor', 'customerId']);
  });
});

function scopesOf({ requirements }: RouteDescription): readonly string[] {
  return [...(requirements.allScopes ?? []), ...(requirements.anyScope ?? [])];
}
