import { createScratchDatabase } from '@gatehouse/local-database';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  callService,
  FakeServer,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { authenticationResult, cognitoException } from '../testing/cognito-answers.js';
import { testConfig } from '../testing/test-config.js';
import { userService } from '../user-service.js';

const email = 'ada.lovelace@example.com';

describe('a common password', () => {
  const resources = useResources();
  let cognito: FakeServer;
  let service: RunningService;

  beforeAll(async () => {
    cognito = await resources.add(FakeServer.start(() => ({})));
    const [gateway, pool, scratch] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(TestIssuer.start()),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) => one.drop()),
    ]);
    const config = testConfig({ databaseUrl: scratch.url, cognitoUrl: cognito.url, gateway, pool });
    service = await resources.add(startService(userService, config));
  });
  beforeEach(() => {
    cognito.requests.length = 0;
  });

  const post = (path: string, body: unknown) => callService(service.url, `POST ${path}`, { body });

  it.each([
    ['/auth/sign-up', { email, password: 'P@ssw0rd2026' }],
    ['/auth/sign-up', { email, password: 'Ada.Lovelace1815' }],
    ['/auth/sign-up', { email, password: 'Gatehouse2026!' }],
    ['/auth/sign-up', { email: 'countess@example.com', name: 'Augusta', password: 'Augusta12!' }],
    ['/auth/reset-password', { email, code: '123456', password: 'Password123!' }],
    ['/auth/reset-password', { email, code: '123456', password: 'lovelace-2026' }],
  ])('is rejected at %s: %j, before Cognito is called', async (path, body) => {
    cognito.respond = () => cognitoException('UsernameExistsException');
    const rejected = await post(path, body);
    expect(rejected.status).toBe(400);
    expect(rejected.body).toMatchObject({ code: 'common_password' });
    expect(JSON.stringify(rejected.body)).not.toContain(body.password);
    expect(cognito.requests).toEqual([]);
  });

  it('is rejected as a new password, and another one is accepted in the same session', async () => {
    cognito.respond = () => ({
      body: {
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session: 'a-session',
        ChallengeParameters: { requiredAttributes: '[]', userAttributes: '{}' },
      },
    });
    const asked = await post('/auth/token', { username: email, password: 'Temporary-1' });
    const { session } = asked.body as { readonly session: string };
    cognito.requests.length = 0;
    cognito.respond = () => ({ body: { AuthenticationResult: authenticationResult } });
    const respond = (password: string) =>
      post('/auth/challenge', { challenge: 'new_password', session, password });
    for (const password of ['Password123!', 'Lovelace-2026']) {
      const rejected = await respond(password);
      expect([rejected.status, rejected.body]).toMatchObject([400, { code: 'common_password' }]);
    }
    expect(cognito.requests).toEqual([]);
    expect((await respond('correct-horse-battery-9')).status).toBe(200);
  });

  it('is no reason to reject a sign-in of an account that has one already', async () => {
    cognito.respond = () => ({ body: { AuthenticationResult: authenticationResult } });
    const signedIn = await post('/auth/token', { username: email, password: 'Password123!' });
    expect(signedIn.status).toBe(200);
  });
});
