import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  callService,
  FakeServer,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { secretHash } from '../identity-provider/secret-hash.js';
import { userService } from '../user-service.js';
import {
  authenticationResult,
  cognitoException,
  signUpAnswer,
} from '../testing/cognito-answers.js';
import { FakePool } from '../testing/fake-pool.js';
import { testClient, testConfig } from '../testing/test-config.js';

const email = 'ada@example.com';
const password = 'Correct-horse-9';
const proof = {
  ClientId: testClient.id,
  SecretHash: secretHash(email, testClient),
};

describe('/auth', () => {
  const resources = useResources();
  let gateway: TestGateway;
  let issuer: TestIssuer;
  let cognito: FakeServer;
  const pool = new FakePool(process.env);
  let scratch: ScratchDatabase;
  let service: RunningService;

  beforeAll(async () => {
    [gateway, issuer, cognito, scratch] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(TestIssuer.start()),
      resources.add(FakeServer.start(() => ({}))),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (scratch) =>
        scratch.drop(),
      ),
    ]);
    service = await resources.add(
      startService(
        userService,
        testConfig({
          databaseUrl: scratch.url,
          cognitoUrl: cognito.url,
          gateway,
          pool: issuer,
          peerClientId: issuer.machineClientId,
        }),
      ),
    );
  });
  beforeEach(() => {
    cognito.requests.length = 0;
  });

  const post = (path: string, body: unknown) => callService(service.url, `POST ${path}`, { body });
  const answer = (body: object) => (cognito.respond = () => ({ body }));
  const refuse = (name: string, message?: string) =>
    (cognito.respond = () => cognitoException(name, message));
  /** What Cognito was asked, its operation and input. */
  const asked = () =>
    cognito.requests.map(({ headers, body }) => [
      String(headers['x-amz-target']).split('.')[1],
      JSON.parse(body) as unknown,
    ]);
  const ownProfile = async (sub: string, attributes: Record<string, string>) => {
    pool.put(sub, attributes);
    cognito.respond = pool.respond;
    const token = await gateway.userTxnToken('user-service', [], { claims: { sub } });
    return callService(service.url, 'GET /users/me', { headers: { 'txn-token': token } });
  };

  const requests: Record<string, object> = {
    '/auth/sign-up': { email, password },
    '/auth/confirm': { email, code: '123456' },
    '/auth/resend-code': { email },
    '/auth/token': { username: email, password },
    '/auth/refresh': { refresh_token: 'a-refresh-token' },
    '/auth/forgot-password': { email },
    '/auth/reset-password': { email, code: '123456', password },
  };

  describe('2xx', () => {
    it('signs up: the account in Cognito, the name in the profile', async () => {
      answer(signUpAnswer);
      const signedUp = await post('/auth/sign-up', { email, password, name: 'Ada' });
      expect(signedUp.status).toBe(201);
      expect(signedUp.body).toEqual({
        userId: signUpAnswer.UserSub,
        confirmed: false,
        delivery: { medium: 'EMAIL', destination: 'a***@e***' },
      });
      const UserAttributes = [{ Name: 'email', Value: email }];
      const input = { ...proof, Username: email, Password: password, UserAttributes };
      expect(asked()).toEqual([['SignUp', input]]);
      const { body } = await ownProfile(signUpAnswer.UserSub, { email, email_verified: 'true' });
      expect(body).toMatchObject({ id: signUpAnswer.UserSub, displayName: 'Ada', email });
    });

    it('leaves a profile alone that is there already', async () => {
      answer({ ...signUpAnswer, CodeDeliveryDetails: undefined, UserConfirmed: true });
      const signedUp = await post('/auth/sign-up', { email, password, name: 'Eve' });
      expect(signedUp.body).toMatchObject({ confirmed: true, delivery: null });
      const { body } = await ownProfile(signUpAnswer.UserSub, { email, email_verified: 'false' });
      expect(body).toMatchObject({ displayName: 'Ada' });
    });

    it('confirms', async () => {
      answer({});
      const confirmed = await post('/auth/confirm', { email, code: '123456' });
      expect([confirmed.status, confirmed.body]).toEqual([204, undefined]);
      const input = { ...proof, Username: email, ConfirmationCode: '123456' };
      expect(asked()).toEqual([['ConfirmSignUp', input]]);
    });

    it('sends a code again', async () => {
      answer({ CodeDeliveryDetails: signUpAnswer.CodeDeliveryDetails });
      const sent = await post('/auth/resend-code', { email });
      expect([sent.status, sent.body]).toEqual([202, undefined]);
      expect(asked()).toEqual([['ResendConfirmationCode', { ...proof, Username: email }]]);
    });

    it('sends a code that resets the password', async () => {
      answer({ CodeDeliveryDetails: signUpAnswer.CodeDeliveryDetails });
      const sent = await post('/auth/forgot-password', { email });
      expect([sent.status, sent.body]).toEqual([202, undefined]);
      expect(asked()).toEqual([['ForgotPassword', { ...proof, Username: email }]]);
    });

    it.each(
      ['/auth/resend-code', '/auth/forgot-password'].flatMap((path) =>
        [
          'InvalidParameterException',
          'UserNotFoundException',
          'UserNotConfirmedException',
          'NotAuthorizedException',
          'PasswordResetRequiredException',
          'LimitExceededException',
          'CodeDeliveryFailureException',
          'UserLambdaValidationException',
        ].map((name) => [path, name] as const),
      ),
    )('%s does not tell by %s whether there is an account that gets a code', async (path, name) => {
      refuse(name);
      const sent = await post(path, { email });
      expect([sent.status, sent.body]).toEqual([202, undefined]);
    });

    const tokens = {
      access_token: 'access.token.value',
      id_token: 'id.token.value',
      refresh_token: 'refresh-token-value',
      token_type: 'Bearer',
      expires_in: 3600,
    };

    it('signs in, and the answer may not be kept', async () => {
      answer({ AuthenticationResult: authenticationResult, ChallengeParameters: {} });
      const signedIn = await post('/auth/token', { username: email, password });
      expect([signedIn.status, signedIn.body]).toEqual([200, tokens]);
      expect(signedIn.headers.get('cache-control')).toBe('no-store');
      const AuthParameters = {
        USERNAME: email,
        PASSWORD: password,
        SECRET_HASH: proof.SecretHash,
      };
      const input = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: testClient.id, AuthParameters };
      expect(asked()).toEqual([['InitiateAuth', input]]);
    });

    it('refreshes with the secret itself and hands the new refresh token on', async () => {
      answer({ AuthenticationResult: authenticationResult });
      const refreshed = await post('/auth/refresh', { refresh_token: 'the-old-one' });
      expect([refreshed.status, refreshed.body]).toEqual([200, tokens]);
      expect(refreshed.headers.get('cache-control')).toBe('no-store');
      const { id: ClientId, secret: ClientSecret } = testClient;
      const input = { RefreshToken: 'the-old-one', ClientId, ClientSecret };
      expect(asked()).toEqual([['GetTokensFromRefreshToken', input]]);
    });

    it('keeps the refresh token where Cognito gives no new one', async () => {
      const { RefreshToken: _, ...withoutRotation } = authenticationResult;
      answer({ AuthenticationResult: withoutRotation });
      const { body } = await post('/auth/refresh', { refresh_token: 'the-old-one' });
      expect(body).toMatchObject({ refresh_token: 'the-old-one' });
    });
  });

  describe('400', () => {
    it.each([
      ['/auth/sign-up', { email: 'ada', password }],
      ['/auth/sign-up', { email, password: 'short' }],
      ['/auth/sign-up', { email, password, name: 'a\u0000b' }],
      ['/auth/sign-up', { email, password, name: 'Ada\u2029' }],
      ['/auth/sign-up', { email, password, name: '\u200b' }],
      ['/auth/sign-up', { email, password, groups: ['support'] }],
      ['/auth/confirm', { email, code: '12 34' }],
      ['/auth/confirm', { email }],
      ['/auth/resend-code', { email: ['ada@example.com'] }],
      ['/auth/token', { username: 'a b', password }],
      ['/auth/token', { username: email, password: { $ne: '' } }],
      ['/auth/token', { method: 'sms', username: email }],
      ['/auth/token', { method: 'srp', username: email, srp_a: 'xyz' }],
      ['/auth/token', { username: email, password, srp_a: 'ff' }],
      ['/auth/challenge', { challenge: 'totp', code: '123456' }],
      ['/auth/challenge', { challenge: 'totp', session: 'a.b.c.d', code: '123456' }],
      ['/auth/challenge', { challenge: 'CUSTOM_CHALLENGE', session: 'a.b.c.d.e', code: '123456' }],
      ['/auth/forgot-password', { email, username: 'ada' }],
      ['/auth/reset-password', { email, code: '123456' }],
      ['/auth/refresh', { refresh_token: 'a b' }],
      ['/auth/refresh', 'null'],
      ['/auth/refresh', '[]'],
    ])('refuses at %s the body %j and asks Cognito nothing', async (path, body) => {
      const refused = await post(path, body);
      expect(refused.status).toBe(400);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      expect(refused.body).toMatchObject({ code: 'invalid_request' });
      expect(cognito.requests).toEqual([]);
    });

    it.each([
      '{"username":"a","username":"b","password":"c"}',
      '{"username":"a","password":"b","__proto__":{"x":1}}',
      '{"username":"a","password":"b","constructor":{"prototype":{"x":1}}}',
      '{"username":',
      '',
    ])('refuses the text %j', async (text) => {
      const refused = await post('/auth/token', text);
      expect(refused.status).toBe(400);
      expect(cognito.requests).toEqual([]);
    });

    it("passes the pool's own sentence about a password on", async () => {
      const sentence = 'Password did not conform with policy: Password not long enough';
      refuse('InvalidPasswordException', sentence);
      const refused = await post('/auth/sign-up', { email, password: 'lowercase-only' });
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({ code: 'password_policy', detail: sentence });
    });
  });

  it.each([
    ['/auth/sign-up', 'InvalidParameterException', 400, 'invalid_request'],
    ['/auth/confirm', 'CodeMismatchException', 400, 'invalid_code'],
    ['/auth/confirm', 'ExpiredCodeException', 400, 'invalid_code'],
    ['/auth/confirm', 'NotAuthorizedException', 400, 'invalid_code'],
    ['/auth/confirm', 'UserNotFoundException', 400, 'invalid_code'],
    ['/auth/token', 'NotAuthorizedException', 401, 'invalid_credentials'],
    ['/auth/token', 'UserNotFoundException', 401, 'invalid_credentials'],
    ['/auth/refresh', 'NotAuthorizedException', 401, 'invalid_refresh_token'],
    ['/auth/refresh', 'RefreshTokenReuseException', 401, 'invalid_refresh_token'],
    ['/auth/confirm', 'InvalidParameterException', 400, 'invalid_code'],
    ['/auth/confirm', 'PasswordResetRequiredException', 400, 'invalid_code'],
    ['/auth/confirm', 'LimitExceededException', 400, 'invalid_code'],
    ['/auth/confirm', 'TooManyFailedAttemptsException', 400, 'invalid_code'],
    ['/auth/reset-password', 'CodeMismatchException', 400, 'invalid_code'],
    ['/auth/reset-password', 'ExpiredCodeException', 400, 'invalid_code'],
    ['/auth/reset-password', 'UserNotFoundException', 400, 'invalid_code'],
    ['/auth/reset-password', 'UserNotConfirmedException', 400, 'invalid_code'],
    ['/auth/reset-password', 'NotAuthorizedException', 400, 'invalid_code'],
    ['/auth/reset-password', 'LimitExceededException', 400, 'invalid_code'],
    ['/auth/reset-password', 'PasswordHistoryPolicyViolationException', 400, 'password_policy'],
    ['/auth/forgot-password', 'TooManyRequestsException', 429, 'too_many_requests'],
    ['/auth/forgot-password', 'InternalErrorException', 503, 'identity_provider_unavailable'],
    ['/auth/refresh', 'PasswordResetRequiredException', 403, 'password_reset_required'],
    ['/auth/sign-up', 'NotAuthorizedException', 403, 'sign_up_refused'],
    ['/auth/sign-up', 'UserLambdaValidationException', 403, 'refused_by_policy'],
    ['/auth/confirm', 'AliasExistsException', 409, 'user_exists'],
    ['/auth/resend-code', 'TooManyRequestsException', 429, 'too_many_requests'],
    ['/auth/token', 'TooManyRequestsException', 429, 'too_many_requests'],
    ['/auth/token', 'ResourceNotFoundException', 503, 'identity_provider_unavailable'],
    ['/auth/token', 'constructor', 503, 'identity_provider_unavailable'],
  ])('%s answers %s with %i %s', async (path, name, status, code) => {
    refuse(name, 'A text that is for nobody');
    const refused = await post(path, requests[path]);
    expect(refused.status).toBe(status);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body).toMatchObject({ code, status });
    expect(JSON.stringify(refused.body)).not.toContain('for nobody');
    if (status === 429 || status === 503) {
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('answers a sign-in alike, whatever Cognito states before it has checked the password', async () => {
    const answers = [];
    for (const name of [
      'NotAuthorizedException',
      'UserNotFoundException',
      'UserNotConfirmedException',
      'PasswordResetRequiredException',
      'UserLambdaValidationException',
      'UnsupportedUserStateException',
      'InvalidParameterException',
    ]) {
      refuse(name, `${name} says more`);
      cognito.requests.length = 0;
      const { status, headers, body } = await post('/auth/token', requests['/auth/token']);
      expect(cognito.requests).toHaveLength(1);
      const { requestId, ...problem } = body as Record<string, unknown>;
      expect(requestId).toBe(headers.get('x-request-id'));
      const fields = [...headers].filter(([field]) => !['date', 'x-request-id'].includes(field));
      answers.push(JSON.stringify({ status, fields, problem }));
    }
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0]!)).toMatchObject({
      status: 401,
      problem: {
        code: 'invalid_credentials',
        detail: expect.stringContaining('must be confirmed first') as string,
      },
    });
  });

  describe('5xx', () => {
    it.each<[string, FakeServer['respond']]>([
      ['drops connections', () => 'drop'],
      ['fails', () => ({ status: 500, body: { __type: 'InternalErrorException' } })],
      ['is not Cognito', () => ({ status: 200, body: '<html>' })],
      ['answers incompletely', () => ({ body: { AuthenticationResult: { AccessToken: 'a' } } })],
    ])('answers 503 when Cognito %s', async (_name, respond) => {
      cognito.respond = respond;
      const refused = await post('/auth/token', { username: email, password });
      expect(refused.status).toBe(503);
      expect(refused.body).toMatchObject({ code: 'identity_provider_unavailable' });
      expect(cognito.requests.length).toBeLessThanOrEqual(2);
    });
  });
});
