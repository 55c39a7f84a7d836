import type { SteppedUp } from '@gatehouse/contracts';
import { useResources } from '@gatehouse/test-kit';
import { secretHash } from '../identity-provider/secret-hash.js';
import { cognitoException } from '../testing/cognito-answers.js';
import { testAccountClient } from '../testing/test-config.js';
import { type TestUser, UserServiceFixture } from '../testing/user-service-fixture.js';

describe('/account/step-up', () => {
  const resources = useResources();
  let fixture: UserServiceFixture;
  let user: TestUser;

  beforeAll(async () => {
    fixture = await resources.add(UserServiceFixture.start(process.env));
  });
  beforeEach(() => {
    fixture.reset();
    user = fixture.newUser();
  });

  /** Tokens of the client `account`, as Cognito returns them. */
  async function accountTokens(sub: string, ExpiresIn = 300) {
    const AccessToken = await fixture.servers.issuer.userToken([], {
      claims: { sub, client_id: testAccountClient.id },
    });
    const AuthenticationResult = { AccessToken, IdToken: 'i', RefreshToken: 'r', ExpiresIn };
    return { body: { AuthenticationResult: { ...AuthenticationResult, TokenType: 'Bearer' } } };
  }

  async function stepUp(body: object = { password: 'Correct-horse-9' }): Promise<SteppedUp> {
    fixture.answers.InitiateAuth = await accountTokens(user.sub);
    const answer = await fixture.call('POST /account/step-up', { user, body });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    return answer.body as SteppedUp;
  }

  const setUpTotp = (handle: string, caller = user) =>
    fixture.call('POST /account/factors/totp', { user: caller, headers: { 'step-up': handle } });

  it('signs in again through the client of its own, and keeps the tokens', async () => {
    const { step_up: handle, expires_in } = await stepUp();
    expect(expires_in).toBeLessThan(300);
    expect(handle.split('.')).toHaveLength(5);
    const AuthParameters = {
      USERNAME: user.sub,
      PASSWORD: 'Correct-horse-9',
      SECRET_HASH: secretHash(user.sub, testAccountClient),
    };
    const ClientId = testAccountClient.id;
    const input = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters };
    expect(fixture.asked).toEqual([['InitiateAuth', input]]);
  });

  it.each([
    [
      { method: 'srp', srp_a: 'ff' },
      { AuthFlow: 'USER_SRP_AUTH', AuthParameters: { SRP_A: 'ff' } },
    ],
    [
      { method: 'passkey' },
      { AuthFlow: 'USER_AUTH', AuthParameters: { PREFERRED_CHALLENGE: 'WEB_AUTHN' } },
    ],
  ])('takes %j', async (body, input) => {
    await stepUp(body);
    expect(fixture.asked).toMatchObject([['InitiateAuth', input]]);
  });

  it('asks for the second factor, and then gives a handle', async () => {
    const parameters = { USER_ID_FOR_SRP: user.sub };
    fixture.answers.InitiateAuth = {
      body: {
        ChallengeName: 'SOFTWARE_TOKEN_MFA',
        Session: 's',
        ChallengeParameters: parameters,
      },
    };
    const begun = await fixture.call('POST /account/step-up', { user, body: { password: 'a' } });
    expect(begun.body).toMatchObject({ challenge: 'totp' });
    const { session } = begun.body as { session: string };
    const body = { challenge: 'totp', session, code: '123456' };
    fixture.answers.RespondToAuthChallenge = await accountTokens(user.sub);
    const route = 'POST /account/step-up/challenge';
    const other = await fixture.call(route, { user: fixture.newUser(), body });
    expect([other.status, other.body]).toMatchObject([403, { code: 'other_user' }]);
    expect(fixture.asked.map(([operation]) => operation)).toEqual(['InitiateAuth']);
    const done = await fixture.call(route, { user, body });
    expect([done.status, done.body]).toMatchObject([
      200,
      { step_up: expect.any(String) as string },
    ]);
    const atSignIn = await fixture.call('POST /auth/challenge', { body });
    expect([atSignIn.status, atSignIn.body]).toMatchObject([401, { code: 'sign_in_expired' }]);
  });

  it('uses the token of the handle, for its user in its session alone', async () => {
    const { step_up: handle } = await stepUp();
    fixture.answers.AssociateSoftwareToken = { body: { SecretCode: 'JBSWY3DPEHPK3PXP' } };
    fixture.answers.AdminGetUser = {
      body: {
        UserAttributes: [
          { Name: 'sub', Value: user.sub },
          { Name: 'email', Value: 'ada@example.com' },
        ],
        UserCreateDate: 1_700_000_000,
      },
    };
    const { status, body } = await setUpTotp(handle);
    expect([status, body]).toEqual([
      200,
      {
        secret: 'JBSWY3DPEHPK3PXP',
        uri: 'otpauth://totp/Gatehouse:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Gatehouse',
      },
    ]);
    for (const caller of [
      { ...user, originJti: 'another-session' },
      { ...fixture.newUser(), originJti: user.originJti },
    ]) {
      fixture.servers.cognito.requests.length = 0;
      const refused = await setUpTotp(handle, caller);
      expect([refused.status, refused.body]).toMatchObject([403, { code: 'step_up_required' }]);
      expect(fixture.asked).toEqual([]);
    }
  });

  it.each([
    ['none', undefined],
    ['one that nobody made', 'eyJhbGciOiJkaXIifQ.a.b.c.d'],
  ])('refuses what lasts with %s', async (_name, handle) => {
    const headers: Record<string, string> = handle === undefined ? {} : { 'step-up': handle };
    for (const [route, body] of lasting) {
      const refused = await fixture.call(route, { user, headers, body });
      expect([route, refused.status, refused.body]).toMatchObject([
        route,
        403,
        { code: 'step_up_required' },
      ]);
    }
    expect(fixture.asked).toEqual([]);
  });

  it("refuses somebody else's proof", async () => {
    fixture.answers.InitiateAuth = await accountTokens(fixture.newUser().sub);
    const refused = await fixture.call('POST /account/step-up', { user, body: { password: 'a' } });
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'other_user' }]);
  });

  it.each([
    ['NotAuthorizedException', 401, 'invalid_credentials'],
    ['TooManyRequestsException', 429, 'too_many_requests'],
    ['InternalErrorException', 503, 'identity_provider_unavailable'],
  ])('answers %s with %i %s', async (name, status, code) => {
    fixture.answers.InitiateAuth = cognitoException(name);
    const refused = await fixture.call('POST /account/step-up', { user, body: { password: 'a' } });
    expect([refused.status, refused.body]).toMatchObject([status, { code }]);
  });

  it('lets in neither anybody nor a machine', async () => {
    const body = { password: 'a' };
    expect((await fixture.call('POST /account/step-up', { body })).status).toBe(401);
    const machine = await fixture.servers.gateway.machineTxnToken('user-service');
    const headers = { 'txn-token': machine };
    expect((await fixture.call('POST /account/step-up', { headers, body })).status).toBe(403);
  });
});

/** Every route that takes a handle. */
const lasting: readonly (readonly [string, object?])[] = [
  ['POST /account/password', { current_password: 'a', new_password: 'Correct-horse-10' }],
  ['POST /account/email', { email: 'ada@new.example' }],
  ['POST /account/email/resend-code'],
  ['POST /account/email/confirm', { code: '123456' }],
  ['POST /account/phone-number', { phone_number: '+441234567890' }],
  ['POST /account/phone-number/resend-code'],
  ['POST /account/phone-number/confirm', { code: '123456' }],
  ['DELETE /account/phone-number'],
  ['POST /account/factors/totp'],
  ['POST /account/factors/totp/confirm', { code: '123456' }],
  ['PUT /account/factors/preferred', { factor: 'totp' }],
  ['PUT /account/factors/sms'],
  ['DELETE /account/factors/totp'],
  ['GET /account/passkeys'],
  ['POST /account/passkeys/options'],
  ['POST /account/passkeys', { credential: {} }],
  ['DELETE /account/passkeys/abc'],
  ['GET /account/devices'],
  ['POST /account/devices', { verifier: 'AA==', salt: 'AA==' }],
  ['DELETE /account/devices/eu-west-1_0a'],
];
