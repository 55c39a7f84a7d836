import 'reflect-metadata';
import { fn } from 'jest-mock';
import { ClientCredentialsTokenSource } from '@gatehouse/auth-core';
import { type Answer, callService, FakeClock, FakeServer, useResources } from '@gatehouse/test-kit';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CallContext, CurrentCallContext } from './call-context.js';
import { ServiceClient } from './service-client.js';
import {
  InjectServiceClient,
  ServiceClientModule,
  serviceClientToken,
} from './service-client.module.js';

const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

@Controller()
class GreetingsController {
  constructor(@InjectServiceClient('user-service') private readonly users: ServiceClient) {}

  @Get('greeting')
  async greet(@CurrentCallContext() context: CallContext) {
    const parse = (body: unknown) => body as { name: string };
    return (await this.users.request({ path: '/users/ada', context, parse })).body;
  }
}

@Module({})
class AppModule {}

describe('ServiceClientModule', () => {
  const resources = useResources();
  let users: FakeServer;
  let cognito: FakeServer;
  let clock: FakeClock;
  let app: NestFastifyApplication;
  let url: string;
  const logged = fn();

  beforeEach(async () => {
    clock = new FakeClock();
    [users, cognito] = await Promise.all([
      resources.add(FakeServer.start(() => ({ body: { name: 'Ada' } }))),
      resources.add(
        FakeServer.start(() => ({
          body: { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 },
        })),
      ),
    ]);
    const source = new ClientCredentialsTokenSource({
      tokenUrl: cognito.url,
      clientId: 'machine',
      clientSecrets: ['sesame'],
      clock,
    });
    const client = ServiceClientModule.registerAsync({
      name: 'user-service',
      useFactory: () => ({
        baseUrl: users.url,
        tokens: { source, scopes: ['users/read'] as const },
        limits: { retries: 0 },
      }),
    });
    app = await resources.add(
      NestFactory.create<NestFastifyApplication>(
        { module: AppModule, imports: [client], controllers: [GreetingsController] },
        new FastifyAdapter(),
        { logger: { log: logged, warn: logged, error: logged, fatal: logged } },
      ),
    );
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  const greet = (): Promise<Answer> =>
    // A connection kept would keep the app from ending.
    callService(url, 'GET /greeting', {
      headers: { traceparent, tracestate: 'a=1', connection: 'close' },
    });

  it('gives the client to whoever asks by name, and the context of the request', async () => {
    expect(await greet()).toMatchObject({ status: 200, body: { name: 'Ada' } });
    const { headers } = users.requests[0]!;
    expect(headers).toMatchObject({
      authorization: 'Bearer token-1',
      traceparent,
      tracestate: 'a=1',
    });
    expect(headers['x-request-id']).toMatch(/^req-/);
  });

  it('loses no call in an hour of dark Cognito while the token lives, then fails fast with 503', async () => {
    await greet();
    cognito.respond = () => 'drop';
    for (let second = 0; second < 3540; second += 60) {
      expect((await greet()).status).toBe(200);
      clock.advanceSeconds(60);
    }
    clock.advanceSeconds(60);
    const asked = cognito.requests.length;
    for (let call = 0; call < 20; call += 1) {
      const { status, headers, body } = await greet();
      expect([status, body]).toMatchObject([
        503,
        { status: 503, code: 'service_unavailable', requestId: expect.any(String) as string },
      ]);
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(cognito.requests.length - asked).toBeLessThan(3);
    const lines = JSON.stringify(logged.mock.calls);
    expect(lines).toContain('token_unavailable');
    expect(lines).not.toMatch(/sesame|token-1/);
  });

  it('answers 502 for an answer that is of no use', async () => {
    users.respond = () => ({ status: 500, body: { code: 'broken', detail: 'inner matters' } });
    const { status, body } = await greet();
    expect([status, body]).toMatchObject([502, { code: 'bad_service_answer' }]);
    expect(JSON.stringify(body)).not.toMatch(/inner|broken/);
  });

  it('closes client and tokens when the app has ended, not before', async () => {
    const client = app.get<ServiceClient>(serviceClientToken('user-service'), { strict: false });
    let closing: Promise<void> | undefined;
    users.respond = () => {
      closing = app.close();
      return { body: { name: 'Ada' } };
    };
    expect((await greet()).status).toBe(200);
    await closing;
    await expect(client.request({ path: '/', parse: Number })).rejects.toMatchObject({
      reason: 'closed',
    });
    clock.advanceSeconds(3600);
    await expect(client.request({ path: '/', parse: Number })).rejects.toMatchObject({
      reason: 'token_unavailable',
    });
  });
});
