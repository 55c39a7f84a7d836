import {
  type Answer,
  callService,
  FakeServer,
  forgedTokens,
  freePorts,
  startProcess,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { BareApp } from './bare-app.js';
import { Readme } from './readme.js';
import { unsignedTokenProbe } from './unsigned-token-probe.js';

const libraries = ['strict-json', 'auth-core', 'auth-nest', 'test-kit', 'platform-core'];

/** The libraries as npm gives them to a user who pastes the READMEs into an empty folder. */
describe('the packed libraries, in a bare Nest app', () => {
  const resources = useResources();
  let app: BareApp;
  let contents: ReadonlyMap<string, readonly string[]>;
  let pool: TestIssuer;
  let environment: Record<string, string>;

  beforeAll(async () => {
    const readmes = await Promise.all(libraries.map((library) => Readme.of(`libs/${library}`)));
    app = await resources.add(BareApp.create(), (bare) => bare.remove());
    for (const { files } of readmes) {
      for (const [file, code] of files) await app.write(file, code);
    }
    await app.write('src/unsigned-token-probe.ts', unsignedTokenProbe);
    await writeUndeclared(app, new Map(readmes.flatMap(({ files }) => [...files])));
    const installed = readmes.flatMap((readme) => readme.installed);
    contents = await app.install([...installed, '@nestjs/platform-express@12']);
    await app.compile();
    pool = await resources.add(TestIssuer.start());
    environment = {
      COGNITO_ISSUER: pool.issuer,
      COGNITO_JWKS_URI: pool.jwksUri,
      COGNITO_CLIENT_IDS: `${pool.clientId},${pool.machineClientId}`,
    };
  });

  async function start(
    file: string,
    more: Record<string, string> = {},
    readyPath?: string,
    args: readonly string[] = [],
  ) {
    const [port] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const process = await resources.add(
      startProcess({
        script: app.path('dist', file),
        args,
        environment: { ...environment, ...more, PORT: `${port}` },
        readyUrl: readyPath === undefined ? undefined : url + readyPath,
      }),
    );
    return { process, url };
  }

  it.each(libraries)(
    'hold code, types, manifest, README and licence of %s, and nothing else',
    (library) => {
      const files = contents.get(`@gatehouse/${library}`) ?? [];
      expect(files).toEqual(
        expect.arrayContaining(['package/dist/index.js', 'package/dist/index.d.ts']),
      );
      const others = files.filter((file) => !/^package\/dist\/[\w./-]+\.(js|d\.ts)$/.test(file));
      expect(others.filter((file) => file !== 'package/CHANGELOG.md').sort()).toEqual([
        'package/LICENSE',
        'package/README.md',
        'package/package.json',
      ]);
      expect(files.filter((file) => /spec|test-d|internal/.test(file))).toEqual([]);
    },
  );

  describe.each([
    ['Fastify', 'main.fastify.js'],
    ['Express', 'main.express.js'],
  ])('on %s', (_name, file) => {
    let url: string;
    beforeAll(async () => ({ url } = await start(file, {}, '/orders/health')));

    function call(route: string, token?: string): Promise<Answer> {
      return callService(url, route, { headers: token ? bearer(token) : {} });
    }

    it('answers 200 to users and machines who may', async () => {
      const [user, machine] = await Promise.all([
        pool.userToken(['orders/read']),
        pool.machineToken(['orders/read', 'orders/write']),
      ]);
      const answers = await Promise.all([
        call('GET /orders', user),
        call('GET /orders', machine),
        call('POST /orders/import', machine),
        call('DELETE /orders/mine', user),
      ]);
      expect(answers.map(({ status, body }) => [status, body])).toEqual([
        [200, { for: pool.userSubject }],
        [200, { for: pool.machineClientId }],
        [201, { by: pool.machineClientId }],
        [200, { of: pool.userSubject }],
      ]);
    });

    it('answers 401 without a token, with a bad one, and when the sign-in is too old', async () => {
      const old = { claims: { auth_time: pool.now() - 301 } };
      const answers = await Promise.all([
        call('GET /orders'),
        call('GET /orders', await pool.idToken()),
        call('DELETE /orders/mine', await pool.userToken([], old)),
      ]);
      expect(answers.map(({ status, body }) => [status, codeOf(body)])).toEqual([
        [401, 'missing_token'],
        [401, 'invalid_token'],
        [401, 'insufficient_user_authentication'],
      ]);
      expect(answers[2].headers.get('www-authenticate')).toContain('max_age="300"');
    });

    it('answers 403 without the scope, and to the wrong kind of caller', async () => {
      const [user, machine] = await Promise.all([
        pool.userToken(['orders/write']),
        pool.machineToken(['orders/write']),
      ]);
      const answers = await Promise.all([
        call('GET /orders', user),
        call('GET /orders', machine),
        call('POST /orders/import', user),
        call('DELETE /orders/mine', machine),
      ]);
      expect(answers.map(({ status, body }) => [status, codeOf(body)])).toEqual([
        [403, 'insufficient_scope'],
        [403, 'insufficient_scope'],
        [403, 'wrong_principal_kind'],
        [403, 'wrong_principal_kind'],
      ]);
    });

    it('gives a machine that gets its token as the README says what it asks for', async () => {
      const token = await pool.machineToken(['orders/read']);
      const answer = { access_token: token, token_type: 'Bearer', expires_in: 3600 };
      const endpoint = await resources.add(FakeServer.start(() => ({ body: answer })));
      const { process } = await start('machine.js', {
        COGNITO_TOKEN_URL: endpoint.url,
        COGNITO_CLIENT_ID: pool.machineClientId,
        COGNITO_CLIENT_SECRET: 'a-secret-of-this-test',
        ORDERS_URL: `${url}/orders`,
      });
      expect(await process.exited).toBe(0);
      expect(process.output).toBe('200\n');
      expect(endpoint.requests).toHaveLength(1);
    });
  });

  it('do not let an app start with a route that declares nothing', async () => {
    const { process } = await start('undeclared/main.fastify.js');
    expect(await process.exited).not.toBe(0);
    expect(process.output).toContain('Routes must say whom they let in');
    expect(process.output).toContain('OrdersController.list');
  });

  it("pass test-kit's own example of a test", async () => {
    const { process } = await start('orders.spec.js', { NODE_OPTIONS: '--test-reporter=tap' });
    expect({ code: await process.exited, output: process.output }).toEqual({
      code: 0,
      output: expect.stringContaining('# pass 3') as unknown,
    });
  });

  it('verify tokens without Nest', async () => {
    const { process, url } = await start('server.js');
    await process.outputLine((line) => line === 'listening');
    const status = async (token: string) => (await fetch(url, { headers: bearer(token) })).status;
    expect(await status(await pool.userToken(['orders/read']))).toBe(200);
    expect(await status(await pool.machineToken(['orders/read']))).toBe(200);
    expect(await status(await pool.machineToken([]))).toBe(403);
    const forged = (await forgedTokens(pool)).filter(({ token }) => /^[!-~]{1,8000}$/.test(token));
    expect(forged.length).toBeGreaterThan(500);
    const taken: string[] = [];
    for (const { name, token } of forged) {
      if ((await status(token)) !== 401) taken.push(name);
    }
    expect(taken).toEqual([]);
  });

  it('export nothing that takes a token as verified whose signature was not checked', async () => {
    const [good, other] = await Promise.all([pool.userToken(['orders/read']), pool.userToken()]);
    const [header, payload] = good.split('.');
    const forged = `${header}.${payload}.${other.split('.')[2]}`;
    const { process } = await start('unsigned-token-probe.js', {}, undefined, [
      forged,
      pool.userSubject,
      good,
    ]);
    expect(await process.exited).toBe(0);
    const { found, calls, positive } = JSON.parse(
      process.output.trimEnd().split('\n').at(-1) ?? '',
    ) as Record<string, unknown>;
    expect(positive).toBe(true);
    expect(calls).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });

  it('mint and verify Txn-Tokens', async () => {
    const { process } = await start('txn-tokens.js');
    expect(await process.exited).toBe(0);
    expect(process.output).toBe("1example23456789 [ 'orders/read' ]\n");
  });
});

/** The README's app with one decorator forgotten. */
async function writeUndeclared(app: BareApp, files: ReadonlyMap<string, string>): Promise<void> {
  for (const name of ['orders.controller.ts', 'app.module.ts', 'main.fastify.ts']) {
    const code = files.get(`src/${name}`) ?? '';
    await app.write(
      `src/undeclared/${name}`,
      code.replace("  @RequireScopes('orders/read')\n", ''),
    );
  }
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function codeOf(body: unknown): unknown {
  return (body as { readonly code?: unknown } | undefined)?.code;
}
