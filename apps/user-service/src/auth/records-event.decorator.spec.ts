import type { Logger } from '@gatehouse/platform-core';
import { createApp, listen } from '@gatehouse/platform-nest';
import { callService, FakeServer } from '@gatehouse/test-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { ProfilesRepository } from '../profiles/profiles.repository.js';
import {
  authenticationResult,
  cognitoException,
  signUpAnswer,
} from '../testing/cognito-answers.js';
import { testClient } from '../testing/test-config.js';
import { AuthController } from './auth.controller.js';
import { SignUpService } from './sign-up.service.js';

const lines: Record<string, unknown>[] = [];
const ignore = () => undefined;
const logger = {
  level: 'info',
  info: (line: object, msg?: string) => msg === 'answered' && lines.push({ ...line }),
  ...{ trace: ignore, debug: ignore, warn: ignore, error: ignore, fatal: ignore, silent: ignore },
  child: () => logger,
};

const email = 'ada@example.com';
const password = 'Correct-horse-9';
const signIn = { username: email, password };

describe('the log line of a request to /auth', () => {
  let cognito: FakeServer;
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    cognito = await FakeServer.start(() => ({}));
    const identityProvider = new IdentityProvider({
      region: 'eu-west-1',
      endpoint: cognito.url,
      clientId: testClient.id,
      clientSecret: testClient.secret,
      poolId: 'eu-west-1_TestPool1',
    });
    const profiles = { createIfAbsent: () => Promise.resolve() };
    const module = {
      module: class {},
      controllers: [AuthController],
      providers: [
        { provide: IdentityProvider, useValue: identityProvider },
        { provide: ProfilesRepository, useValue: profiles },
        SignUpService,
      ],
    };
    app = await createApp(module, { logger: logger as unknown as Logger });
    url = await listen(app, { port: 0, host: '127.0.0.1' });
  });
  afterAll(() => Promise.all([app.close(), cognito.close()]));
  beforeEach(() => (lines.length = 0));

  it.each<[path: string, body: object, answer: object, event: string]>([
    ['/auth/sign-up', { email, password }, signUpAnswer, 'auth.signed_up'],
    ['/auth/confirm', { email, code: '123456' }, {}, 'auth.confirmed'],
    ['/auth/resend-code', { email }, {}, 'auth.code_requested'],
    ['/auth/token', signIn, { AuthenticationResult: authenticationResult }, 'auth.signed_in'],
    [
      '/auth/refresh',
      { refresh_token: 'a-refresh-token' },
      { AuthenticationResult: authenticationResult },
      'auth.refreshed',
    ],
  ])('of %s can be counted', async (path, body, answer, event) => {
    cognito.respond = () => ({ body: answer });
    await callService(url, `POST ${path}`, { body });
    expect(lines).toMatchObject([{ event, route: path }]);
    expect(lines[0]).not.toHaveProperty('reason');
  });

  it.each<[path: string, body: object, exception: string, line: object]>([
    [
      '/auth/sign-up',
      { email, password },
      'UsernameExistsException',
      { event: 'auth.sign_up_failed', reason: 'user_exists', status: 409 },
    ],
    [
      '/auth/confirm',
      { email, code: '123456' },
      'CodeMismatchException',
      { event: 'auth.confirm_failed', reason: 'invalid_code', status: 400 },
    ],
    [
      '/auth/resend-code',
      { email },
      'LimitExceededException',
      { event: 'auth.code_request_failed', reason: 'too_many_attempts', status: 429 },
    ],
    [
      '/auth/token',
      signIn,
      'NotAuthorizedException',
      { event: 'auth.sign_in_failed', reason: 'invalid_credentials', status: 401 },
    ],
    [
      '/auth/refresh',
      { refresh_token: 'a-refresh-token' },
      'NotAuthorizedException',
      { event: 'auth.refresh_failed', reason: 'invalid_refresh_token', status: 401 },
    ],
  ])('of a refusal at %s can be counted by reason', async (path, body, exception, line) => {
    cognito.respond = () => cognitoException(exception);
    await callService(url, `POST ${path}`, { body });
    expect(lines).toMatchObject([{ ...line, route: path }]);
  });

  it('says nothing of who it was', async () => {
    cognito.respond = () => cognitoException('NotAuthorizedException', email);
    await callService(url, 'POST /auth/token', { body: signIn });
    cognito.respond = () => ({ body: { AuthenticationResult: authenticationResult } });
    await callService(url, 'POST /auth/token', { body: signIn });
    const output = JSON.stringify(lines);
    const secrets = Object.values(authenticationResult).filter((value) => value !== 3600);
    for (const secret of [email, password, testClient.secret, ...secrets.slice(0, 3)]) {
      expect(output).not.toContain(secret);
    }
  });
});
