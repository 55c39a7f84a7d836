import { describeRoutes, openApiSecurity, type RouteDescription } from '@gatehouse/auth-nest';
import { createLogger } from '@gatehouse/platform-core';
import { createApp, type OpenApiDocument } from '@gatehouse/platform-nest';
import { useResources } from '@gatehouse/test-kit';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { compileErrors, validate } from '@readme/openapi-parser';
import { OpenApiController } from '../openapi/openapi.controller.js';
import { staffRights } from '../settings/staff-settings.js';
import type { ServiceConfig } from '../settings/service-settings.js';
import { noDatabase } from './no-database.js';

/** A service under test, of which no route that reads a row is called. */
export interface DocumentedService<Config extends ServiceConfig> {
  readonly config: Config;
  readonly module: (config: Config, database: never) => DynamicModule;
}

interface Documented {
  readonly app: NestFastifyApplication;
  readonly config: ServiceConfig;
  readonly routes: readonly RouteDescription[];
  readonly document: OpenApiDocument;
}

/**
 * Declares the tests that hold for the OpenAPI document of every service.
 *
 * @param more declares the tests of this service's own routes; its parameter returns the document, within tests
 */
export function describeOpenApiDocument<Config extends ServiceConfig>(
  service: DocumentedService<Config>,
  more: (document: () => OpenApiDocument) => void,
): void {
  describe('GET /openapi.json', () => {
    const resources = useResources();
    let read: Documented | undefined;
    beforeAll(async () => {
      const app = await resources.add(appOf(service));
      read = await readDocument(app, service.config);
    });

    const documented = () => {
      if (read === undefined) throw new Error('the document was not read');
      return read;
    };
    declareTransportTests(documented);
    declareContentTests(documented);
    more(() => documented().document);
  });
}

/** The settings, with a domain of the pool that only readers of the document reach. */
const forReaders = <Config extends ServiceConfig>(config: Config): Config => ({
  ...config,
  COGNITO_DOMAIN_URL: 'https://pool.example',
});

function appOf<Config extends ServiceConfig>({
  module,
  config,
}: DocumentedService<Config>): Promise<NestFastifyApplication> {
  const logger = createLogger('test', 'silent');
  return createApp(module(forReaders(config), noDatabase), { logger });
}

async function readDocument(
  app: NestFastifyApplication,
  config: ServiceConfig,
): Promise<Documented> {
  await app.init();
  const routes = describeRoutes(app).filter(({ controller }) => controller !== OpenApiController);
  const document = (await app.inject({ url: '/openapi.json' })).json<OpenApiDocument>();
  return { app, config: forReaders(config), routes, document };
}

function declareTransportTests(documented: () => Documented): void {
  it('is for anyone, may be kept, and holds no secret', async () => {
    const { app, config } = documented();
    const { statusCode, headers, body } = await app.inject({ url: '/openapi.json' });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['cache-control']).toBe('public, max-age=300');
    const secrets = Object.entries(config).flatMap(([name, value]) =>
      /SECRET|DATABASE|CLIENT_ID/.test(name) && typeof value === 'string' ? [value] : [],
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(body).not.toContain(secret);
  });

  it('is a valid OpenAPI 3.1 document', async () => {
    const { document } = documented();
    const result = await validate(structuredClone(document) as never);
    expect(result.valid ? '' : compileErrors(result)).toBe('');
    expect(document.openapi).toBe('3.1.0');
  });
}

function declareContentTests(documented: () => Documented): void {
  it('has the routes of the service, and no other', () => {
    const { routes, document } = documented();
    const described = routes.map(({ method, path }) => `${method} ${path}`);
    const inDocument = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(
        (method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    expect(inDocument.sort()).toEqual(described.sort());
    expect(described).not.toEqual([]);
  });

  it('demands of callers what the guards demand', () => {
    const { routes, document, config } = documented();
    const { flows } = document.components.securitySchemes.cognito as {
      flows: Record<'authorizationCode', { scopes: Record<string, string>; tokenUrl: string }>;
    };
    const { scopes, tokenUrl } = flows.authorizationCode;
    const oauth = { tokenUrl, authorizationUrl: 'https://pool.example/oauth2/authorize' };
    // As readers reach it, which may not be how the service does.
    expect(tokenUrl).toBe('https://pool.example/oauth2/token');
    const elevatedRights = staffRights(config);
    const { securitySchemes, operation } = openApiSecurity({ scopes, oauth, elevatedRights });
    expect(document.components.securitySchemes).toEqual(securitySchemes);
    for (const { method, path, requirements } of routes) {
      const { security, description, extensions, refusals } = operation(requirements);
      const found = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      expect(found).toMatchObject({ security, description, ...extensions });
      expect(Object.keys(found?.responses ?? {})).toEqual(
        expect.arrayContaining(Object.keys(refusals)),
      );
    }
    for (const scope of routes.flatMap(scopesOf)) expect(Object.keys(scopes)).toContain(scope);
  });
}

function scopesOf({ requirements }: RouteDescription): readonly string[] {
  return [...(requirements.allScopes ?? []), ...(requirements.anyScope ?? [])];
}
