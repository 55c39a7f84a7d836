import { Public } from '@gatehouse/auth-nest';
import { createLogger, loadConfig } from '@gatehouse/platform-core';
import { createApp, type OpenApiDocument } from '@gatehouse/platform-nest';
import { Controller, Get } from '@nestjs/common';
import { describeOpenApiDocument, noDatabase } from '../testing/index.js';
import { notesConfig, NotesModule } from '../testing/notes/notes.module.js';

const environment = {
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://role:password@127.0.0.1:9/none',
  TXN_TOKEN_JWKS_URI: 'http://127.0.0.1:9/keys',
};
const tokenUrl = 'http://emulator:9500/oauth2/token';
const config = loadConfig(notesConfig, { ...environment, COGNITO_TOKEN_URL: tokenUrl });

describeOpenApiDocument(
  { config, module: (...parts) => NotesModule.forRoot(...parts) },
  (document) => {
    it('names the service and its schemas', () => {
      const { info, servers, components } = document();
      expect(info).toEqual({ title: 'Notes', version: '1', description: 'Notes of all callers.' });
      expect(servers).toMatchObject([{ url: '{gateway}' }]);
      expect(Object.keys(components.schemas)).toEqual(['AddNote', 'Note', 'Problem']);
    });
  },
);

describe('OpenApiModule', () => {
  const start = async (
    settings: Record<string, string>,
    controllers: (new () => object)[] = [],
  ) => {
    const loaded = loadConfig(notesConfig, { ...environment, ...settings });
    const { controllers: own = [], ...module } = NotesModule.forRoot(loaded, noDatabase);
    const logger = createLogger('test', 'silent');
    const app = await createApp({ ...module, controllers: [...own, ...controllers] }, { logger });
    try {
      await app.init();
      return (await app.inject({ url: '/openapi.json' })).json<OpenApiDocument>();
    } finally {
      await app.close();
    }
  };
  const flowsOf = ({ components }: OpenApiDocument) =>
    (components.securitySchemes.cognito as { flows: unknown } | undefined)?.flows;

  it.each([
    ['the token endpoint', { COGNITO_TOKEN_URL: tokenUrl }, 'http://emulator:9500'],
    [
      'the domain of the pool rather than the token endpoint',
      { COGNITO_TOKEN_URL: tokenUrl, COGNITO_DOMAIN_URL: 'https://pool.example' },
      'https://pool.example',
    ],
  ])('refers readers to %s', async (_case, settings, origin) => {
    expect(flowsOf(await start(settings))).toMatchObject({
      authorizationCode: {
        authorizationUrl: `${origin}/oauth2/authorize`,
        tokenUrl: `${origin}/oauth2/token`,
      },
      clientCredentials: { tokenUrl: `${origin}/oauth2/token` },
    });
  });

  it('refers readers to no token endpoint when none is configured', async () => {
    const document = await start({});
    expect(Object.keys(document.components.securitySchemes)).toEqual(['accessToken']);
  });

  it('stops the start of a service with a route that it cannot document', async () => {
    @Controller('undocumented')
    class UndocumentedController {
      @Get()
      @Public()
      get() {
        return {};
      }
    }
    await expect(start({}, [UndocumentedController])).rejects.toMatchObject({
      name: 'OpenApiError',
      message: expect.stringContaining('UndocumentedController') as string,
    });
  });

  it('stops the start of a service with a route that declares no callers', async () => {
    @Controller('undeclared')
    class UndeclaredController {
      @Get()
      get() {
        return {};
      }
    }
    await expect(start({}, [UndeclaredController])).rejects.toMatchObject({
      name: 'RouteDeclarationError',
      message: expect.stringContaining('UndeclaredController.get') as string,
    });
  });
});
