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
    cognitoUrl: 'http://127.0.0.1:9',
    gateway: nowhere,
    pool: { ...nowhere, issuer: 'http://127.0.0.1:9/eu-west-1_TestPool1' },
    peerClientId: 'peerclient0000000000000000',
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
    const logger = createLogger('user-service', 'silent');
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
    expect(described).toContain('PATCH /users/me');
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
    expect(document.paths['/auth/token']?.post).toMatchObject({
      operationId: 'authSignIn',
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/PasswordSignIn' } },
        },
      },
      responses: {
        200: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Tokens' } } },
        },
        401: { description: expect.stringContaining('`invalid_credentials`') as string },
        403: { description: expect.stringContaining('`challenge_required`') as string },
        429: { description: expect.stringContaining('`too_many_requests`') as string },
      },
    });
    expect(document.paths['/account/sign-out']?.post).toMatchObject({
      'x-caller': 'user',
      requestBody: { required: false },
      responses: { 204: {}, 401: {}, 403: {} },
    });
    const [parameter] = document.paths['/users/{id}']?.get?.parameters ?? [];
    expect(parameter).toMatchObject({ name: 'id', in: 'path', schema: { type: 'string' } });
  });
});

function scopesOf({ requirements }: RouteDescription): readonly string[] {
  return [...(requirements.allScopes ?? []), ...(requirements.anyScope ?? [])];
}
