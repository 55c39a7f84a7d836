import { randomUUID } from 'node:crypto';
import { AmbiguousCredentialsError, MissingTokenError } from '@gatehouse/auth-core';
import { generateSigningKey, TestGateway, TestIssuer, useResources } from '@gatehouse/test-kit';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpException,
  type INestApplication,
} from '@nestjs/common';
import { type AbstractHttpAdapter, HttpAdapterHost } from '@nestjs/core';
import { AuthExceptionFilter } from './auth-exception.filter.js';
import { AuthModule } from './auth.module.js';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { Public, RequireScopes, UsersOnly } from './decorators/requirement.decorators.js';
import type { Refusal } from './refusal.js';
import { adapters, KeptLog, StartedApp } from './spec-support/started-app.js';

@Controller('orders')
class OrdersController {
  @Get(':id')
  @RequireScopes('orders/read')
  read() {
    return {};
  }

  @Get(':id/owner')
  @UsersOnly()
  owner() {
    return {};
  }

  @Get(':id/strange')
  @Public()
  strange() {
    throw new AmbiguousCredentialsError('by a handler');
  }
}

const marker = () => `MARK${randomUUID().replaceAll('-', '')}`;
const poolId = 'eu-west-1_TestPool1';

describe.each(adapters)('a refusal on %s', (_name, adapter) => {
  const log = new KeptLog();
  const counted: Refusal[] = [];
  const rejected: AuthenticatedRequest[] = [];
  const onRefusal = (refusal: Refusal, request: AuthenticatedRequest) => {
    counted.push(refusal);
    rejected.push(request);
    if (refusal.reason === 'wrong_principal_kind') throw new Error('the counter is broken');
  };
  const resources = useResources();
  let issuer: TestIssuer;
  let gateway: TestGateway;
  let edge: StartedApp;
  let service: StartedApp;

  beforeAll(async () => {
    [issuer, gateway] = await Promise.all([
      resources.add(TestIssuer.start()),
      resources.add(TestGateway.start()),
    ]);
    const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
    const pools = [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId] }];
    const anyApp = { scopeVocabulary: ['orders/read'], onRefusal };
    const txnTokens = { audience: 'orders', issuer: 'gateway', jwksUri: gateway.jwksUri };
    const peers = { names: { [machineClientId]: 'peer' }, accessTokens: { pools } };
    const start = (auth: ReturnType<typeof AuthModule.forRoot>) =>
      resources.add(
        StartedApp.start({
          auth,
          controllers: [OrdersController],
          adapter: adapter(),
          logger: log,
          prepare: (app) => giveRequestIds(app),
        }),
      );
    edge = await start(AuthModule.forRoot({ ...anyApp, accessTokens: { pools } }));
    service = await start(AuthModule.forRoot({ ...anyApp, txnTokens, peers }));
  });
  beforeEach(() => {
    log.lines.length = 0;
    counted.length = 0;
  });

  /** As some middleware for logs would; on Fastify there is an id anyway. */
  function giveRequestIds(app: INestApplication): void {
    if (_name === 'Fastify') return;
    app.use((request: { id?: string }, _response: unknown, next: () => void) => {
      request.id = 'express-1';
      next();
    });
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('is one line that says who, where, why and what the answer was', async () => {
    const answer = await edge.get('/orders/7', bearer(await issuer.userToken()));
    const { requestId } = (await answer.json()) as { requestId: string };
    expect(requestId).toMatch(_name === 'Fastify' ? /^req-/ : /^express-1$/);
    const refusal = {
      reason: 'insufficient_scope',
      status: 403,
      clientId: issuer.clientId,
      route: '/orders/:id',
      method: 'GET',
    };
    expect(log.refusals).toEqual([
      { msg: 'refused', event: 'auth.refused', detail: undefined, requestId, ...refusal },
    ]);
    expect(counted).toEqual([refusal]);
    expect(rejected.at(-1)?.principal).toMatchObject({ poolId, subject: issuer.userSubject });
  });

  it('names the client of a token whose signature is good, and no other', async () => {
    const claims = { exp: 1_700_000_000 };
    await edge.get('/orders/7', bearer(await issuer.userToken([], { claims })));
    const key = await generateSigningKey('RS256', issuer.accessKey.kid);
    await edge.get('/orders/7', bearer(await issuer.userToken([], { claims, key })));
    expect(log.refusals).toMatchObject([
      { reason: 'expired', clientId: issuer.clientId },
      { reason: 'signature', clientId: undefined },
    ]);
  });

  it('is answered and logged even when the counter breaks', async () => {
    const machine = bearer(await issuer.machineToken([]));
    expect((await edge.get('/orders/7/owner', machine)).status).toBe(403);
    expect(log.refusals).toMatchObject([{ reason: 'wrong_principal_kind' }]);
    expect(JSON.stringify(log.lines)).toContain('onRefusal failed');
  });

  it('is a problem with a challenge when a handler throws it', async () => {
    const answer = await edge.get('/orders/7/strange');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_request"');
    expect(await answer.json()).toMatchObject({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'ambiguous_credentials',
    });
    expect(log.refusals).toMatchObject([{ route: '/orders/:id/strange' }]);
  });

  it('shows no part of a token, neither in the log nor in the answer', async () => {
    const marks: string[] = [];
    const mark = () => marks[marks.push(marker()) - 1]!;
    const names = 'sub client_id scope username token_use jti origin_jti event_id acr aud'.split(
      ' ',
    );
    const claims = () => Object.fromEntries([...names, mark()].map((name) => [name, mark()]));
    const accessTokens = [
      ...names.map((name) => issuer.userToken([], { claims: { [name]: mark() } })),
      issuer.userToken([mark()], { claims: { 'cognito:groups': [mark(), `${poolId}_${mark()}`] } }),
      issuer.userToken([], { claims: { ...claims(), exp: 1_700_000_000 } }),
      issuer.userToken([], { claims: { iss: `https://${mark()}`, [mark()]: mark() } }),
      issuer.userToken([], { claims: { exp: mark(), amr: mark(), nbf: mark() } }),
      ...['kid', 'typ', 'jku', 'x5u'].map((name) =>
        issuer.userToken([], { claims: claims(), header: { [name]: mark() } }),
      ),
      issuer.machineToken([mark()], { claims: claims() }),
      issuer.idToken({ claims: claims() }),
    ];
    const [first] = await Promise.all(accessTokens);
    const broken = [`${first!}${mark()}`, mark(), `${mark()}.${mark()}.${mark()}`];
    const statuses = new Set<number>();
    const shown: string[] = [];
    const send = async (app: StartedApp, headers: Record<string, string>) => {
      const query = `?access_token=${mark()}&${mark()}=1`;
      const answer = await app.get(`/orders/${mark()}/owner${query}`, {
        ...headers,
        cookie: `session=${mark()}`,
        'x-api-key': mark(),
        'proxy-authorization': `Bearer ${mark()}`,
      });
      statuses.add(answer.status);
      shown.push(await answer.text(), JSON.stringify([...answer.headers]));
    };
    for (const token of [...(await Promise.all(accessTokens)), ...broken]) {
      await send(edge, bearer(token));
      await send(service, { 'txn-token': token });
      await send(service, bearer(token));
    }
    for (const name of ['iss', 'aud', 'scope', 'req_wl', 'txn', 'exp', 'iat', 'sub']) {
      const changes = { claims: { aud: mark(), [name]: mark(), [mark()]: mark() } };
      await send(service, { 'txn-token': await gateway.userTxnToken('orders', [], changes) });
    }
    await send(edge, { authorization: `Basic ${mark()}` });
    await send(edge, { authorization: mark() });

    const output = JSON.stringify([log.lines, counted, shown]);
    expect(marks.length).toBeGreaterThan(300);
    expect(marks.filter((one) => output.includes(one))).toEqual([]);
    expect(output).not.toContain(first!.split('.')[1]);
    expect(log.refusals.length).toBe(counted.length);
    expect(log.refusals.length).toBeGreaterThan(70);
    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
  });
});

describe('a refusal elsewhere', () => {
  it('is left to the protocol it happened in', () => {
    const filter = new AuthExceptionFilter({} as never, undefined);
    const error = new MissingTokenError('none');
    const host = { getType: () => 'rpc' } as ArgumentsHost;
    expect(() => filter.catch(error, host)).toThrow(error);
  });
});

/** As many apps have one: it knows Nest's own exceptions, and what else comes is a fault. */
@Catch()
class EverythingFilter implements ExceptionFilter {
  constructor(private readonly adapter: AbstractHttpAdapter) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const status = error instanceof HttpException ? error.getStatus() : 500;
    this.adapter.reply(host.switchToHttp().getResponse(), { status }, status);
  }
}

describe.each(adapters)('a filter of an app that takes everything, on %s', (_name, adapter) => {
  const resources = useResources();

  it('leaves refusals to ours where ours stands behind it', async () => {
    const pools = [{ issuer: 'https://pool', jwksUri: 'https://pool/keys', clientIds: ['web'] }];
    const app = await resources.add(
      StartedApp.start({
        auth: AuthModule.forRoot({ scopeVocabulary: ['orders/read'], accessTokens: { pools } }),
        controllers: [OrdersController],
        adapter: adapter(),
        prepare: (prepared) => {
          const host = prepared.get(HttpAdapterHost);
          const everything = new EverythingFilter(host.httpAdapter);
          prepared.useGlobalFilters(everything, new AuthExceptionFilter(host));
        },
      }),
    );
    const answers = await Promise.all(['/orders/1', '/nowhere'].map((path) => app.get(path)));
    await app.close();
    expect(answers.map(({ status }) => status)).toEqual([401, 404]);
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Bearer realm="gatehouse"');
  });
});
