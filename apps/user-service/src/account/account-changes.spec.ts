import { useResources } from '@gatehouse/test-kit';
import { cognitoException } from '../testing/cognito-answers.js';
import { type TestUser, UserServiceFixture } from '../testing/user-service-fixture.js';

describe('/account', () => {
  const resources = useResources();
  let fixture: UserServiceFixture;
  let user: TestUser;
  let handle: string;
  let AccessToken: string;

  beforeAll(async () => {
    fixture = await resources.add(UserServiceFixture.start(process.env));
    user = fixture.newUser();
    ({ step_up: handle, accessToken: AccessToken } = await fixture.stepUp(user));
  });
  beforeEach(() => {
    fixture.reset();
    fixture.answers.AdminGetUser = userAt();
  });

  const call = (route: string, body?: object) =>
    fixture.call(route, { user, headers: { 'step-up': handle }, body });
  const userAt = (more: object = {}) => ({
    body: {
      Username: user.sub,
      UserAttributes: [
        { Name: 'sub', Value: user.sub },
        { Name: 'email', Value: 'ada@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'phone_number_verified', Value: 'false' },
        { Name: 'name', Value: 'Ada' },
      ],
      UserCreateDate: 1_700_000_000,
      ...more,
    },
  });
  /** What Cognito was asked, but for looks at the user. */
  const changes = () => fixture.asked.filter(([operation]) => operation !== 'AdminGetUser');

  it('shows the account without a step-up', async () => {
    fixture.answers.AdminGetUser = userAt({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA', 'SOMETHING_NEW'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    });
    const { status, body } = await fixture.call('GET /account', { user });
    expect([status, body]).toEqual([
      200,
      {
        sub: user.sub,
        email: 'ada@example.com',
        email_verified: true,
        phone_number: null,
        phone_number_verified: false,
        name: 'Ada',
        given_name: null,
        family_name: null,
        locale: null,
        factors: { enabled: ['totp'], preferred: 'totp' },
        created_at: '2023-11-14T22:13:20.000Z',
      },
    ]);
  });

  it.each([
    ['GET /account', undefined],
    ['PATCH /account', { name: 'Mallory' }],
  ])('knows no user of another pool at %s, whose sub may be anybody', async (route, body) => {
    const stranger = { ...user, poolId: 'eu-west-1_OtherPool' };
    const refused = await fixture.call(route, { user: stranger, body });
    expect([refused.status, refused.body]).toMatchObject([404, { code: 'user_not_found' }]);
    expect(fixture.asked).toEqual([]);
  });

  it('changes and removes attributes that prove nothing', async () => {
    const body = { name: ' Ada L. ', locale: 'EN-gb', family_name: null };
    const changed = await fixture.call('PATCH /account', { user, body });
    expect([changed.status, changed.body]).toMatchObject([200, { sub: user.sub }]);
    const named = { UserPoolId: fixture.servers.issuer.poolId, Username: user.sub };
    const UserAttributes = [
      { Name: 'name', Value: 'Ada L.' },
      { Name: 'locale', Value: 'en-GB' },
    ];
    expect(changes()).toEqual([
      ['AdminUpdateUserAttributes', { ...named, UserAttributes }],
      ['AdminDeleteUserAttributes', { ...named, UserAttributeNames: ['family_name'] }],
    ]);
  });

  it.each([
    ['PATCH /account', {}],
    ['PATCH /account', { email: 'eve@example.com' }],
    ['PATCH /account', { email_verified: 'true' }],
    ['PATCH /account', { name: 'two\nlines' }],
    ['POST /account/email', { email: 'ada' }],
    ['POST /account/phone-number', { phone_number: '0123' }],
    ['POST /account/password', { new_password: 'Correct-horse-10' }],
    ['PUT /account/factors/fax', undefined],
    ['PUT /account/factors/preferred', { factor: 'passkey' }],
    ['POST /account/passkeys', { credential: 'x' }],
  ])('refuses %s %j and asks Cognito nothing', async (route, body) => {
    const refused = await call(route, body);
    expect([refused.status, refused.body]).toMatchObject([400, { code: 'invalid_request' }]);
    expect(fixture.asked).toEqual([]);
  });

  const sent = { AttributeName: 'email', Destination: 'a***@n***', DeliveryMedium: 'EMAIL' };

  it.each<[string, object | undefined, string, object, object, unknown]>([
    [
      'POST /account/email',
      { email: 'ada@new.example' },
      'UpdateUserAttributes',
      { CodeDeliveryDetailsList: [sent] },
      { UserAttributes: [{ Name: 'email', Value: 'ada@new.example' }] },
      { destination: 'a***@n***' },
    ],
    [
      'POST /account/email/resend-code',
      undefined,
      'GetUserAttributeVerificationCode',
      { CodeDeliveryDetails: sent },
      { AttributeName: 'email' },
      { destination: 'a***@n***' },
    ],
    [
      'POST /account/email/confirm',
      { code: '123456' },
      'VerifyUserAttribute',
      {},
      { AttributeName: 'email', Code: '123456' },
      undefined,
    ],
    [
      'POST /account/phone-number',
      { phone_number: '+441234567890' },
      'UpdateUserAttributes',
      {},
      { UserAttributes: [{ Name: 'phone_number', Value: '+441234567890' }] },
      { destination: null },
    ],
    [
      'POST /account/phone-number/confirm',
      { code: '123456' },
      'VerifyUserAttribute',
      {},
      { AttributeName: 'phone_number', Code: '123456' },
      undefined,
    ],
    [
      'DELETE /account/phone-number',
      undefined,
      'DeleteUserAttributes',
      {},
      { UserAttributeNames: ['phone_number'] },
      undefined,
    ],
    [
      'PUT /account/factors/sms',
      undefined,
      'SetUserMFAPreference',
      {},
      { SMSMfaSettings: { Enabled: true } },
      undefined,
    ],
    [
      'DELETE /account/factors/totp',
      undefined,
      'SetUserMFAPreference',
      {},
      { SoftwareTokenMfaSettings: { Enabled: false } },
      undefined,
    ],
    [
      'PUT /account/factors/preferred',
      { factor: 'email' },
      'SetUserMFAPreference',
      {},
      { EmailMfaSettings: { Enabled: true, PreferredMfa: true } },
      undefined,
    ],
    [
      'POST /account/passkeys/options',
      undefined,
      'StartWebAuthnRegistration',
      { CredentialCreationOptions: { challenge: 'abc' } },
      {},
      { challenge: 'abc' },
    ],
    [
      'POST /account/passkeys',
      { credential: { id: 'x', response: {} } },
      'CompleteWebAuthnRegistration',
      {},
      { Credential: { id: 'x', response: {} } },
      undefined,
    ],
    [
      'DELETE /account/passkeys/abc_-',
      undefined,
      'DeleteWebAuthnCredential',
      {},
      { CredentialId: 'abc_-' },
      undefined,
    ],
  ])('%s with %j calls %s', async (...row) => {
    const [route, body, operation, answer, input, expected] = row;
    fixture.answers[operation] = { body: answer };
    const done = await call(route, body);
    expect([done.status, done.body]).toEqual([expected === undefined ? 204 : 200, expected]);
    expect(changes()).toEqual([[operation, { ...input, AccessToken }]]);
  });

  it('adds an authenticator app, and uses it once a code has confirmed it', async () => {
    fixture.answers.AssociateSoftwareToken = { body: { SecretCode: 'JBSWY3DPEHPK3PXP' } };
    const setUp = await call('POST /account/factors/totp');
    expect(setUp.body).toMatchObject({ secret: 'JBSWY3DPEHPK3PXP' });
    fixture.answers.VerifySoftwareToken = cognitoException('EnableSoftwareTokenMFAException');
    const wrong = await call('POST /account/factors/totp/confirm', { code: '000000' });
    expect([wrong.status, wrong.body]).toMatchObject([400, { code: 'invalid_code' }]);
    fixture.answers.VerifySoftwareToken = { body: { Status: 'SUCCESS' } };
    fixture.servers.cognito.requests.length = 0;
    const confirmed = await call('POST /account/factors/totp/confirm', { code: '123456' });
    expect(confirmed.status).toBe(204);
    expect(changes()).toEqual([
      ['VerifySoftwareToken', { AccessToken, UserCode: '123456' }],
      ['SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } }],
    ]);
  });

  it('prefers no factor any more', async () => {
    fixture.answers.AdminGetUser = userAt({
      UserMFASettingList: ['SMS_MFA'],
      PreferredMfaSetting: 'SMS_MFA',
    });
    expect((await call('PUT /account/factors/preferred', { factor: null })).status).toBe(204);
    const SMSMfaSettings = { Enabled: true, PreferredMfa: false };
    expect(changes()).toEqual([['SetUserMFAPreference', { AccessToken, SMSMfaSettings }]]);
  });

  it('lists passkeys from all pages', async () => {
    const passkey = (CredentialId: string) => ({
      CredentialId,
      FriendlyCredentialName: 'Phone',
      CreatedAt: 1_700_000_000,
    });
    fixture.answers.ListWebAuthnCredentials = ({ NextToken }) => ({
      body:
        NextToken === undefined
          ? { Credentials: [passkey('a')], NextToken: 'more' }
          : { Credentials: [passkey('b')] },
    });
    const { body } = await call('GET /account/passkeys');
    const created_at = '2023-11-14T22:13:20.000Z';
    expect(body).toEqual({
      passkeys: [
        { id: 'a', name: 'Phone', created_at },
        { id: 'b', name: 'Phone', created_at },
      ],
    });
  });

  const password = { current_password: 'Correct-horse-9', new_password: 'Correct-horse-10' };

  it('changes the password and ends all sessions, unless told otherwise', async () => {
    const ChangePassword = {
      AccessToken,
      PreviousPassword: 'Correct-horse-9',
      ProposedPassword: 'Correct-horse-10',
    };
    const kept = await call('POST /account/password', { ...password, end_sessions: false });
    expect(kept.status).toBe(204);
    expect(changes()).toEqual([['ChangePassword', ChangePassword]]);
    const ended = await call('POST /account/password', password);
    expect(ended.status).toBe(204);
    expect(fixture.asked.filter(([operation]) => operation === 'AdminGetUser')).toHaveLength(3);
    expect(changes().map(([operation]) => operation)).toEqual([
      'ChangePassword',
      'ChangePassword',
      'AdminUserGlobalSignOut',
    ]);
  });

  it('refuses a password that is widely used, or made of what is known, before Cognito is asked', async () => {
    for (const new_password of ['Password123!', 'ada@example.com', 'Ada-2026!']) {
      const refused = await call('POST /account/password', { ...password, new_password });
      expect([refused.status, refused.body]).toMatchObject([400, { code: 'common_password' }]);
    }
    expect(changes()).toEqual([]);
  });

  it.each<[string, object | undefined, string, string, number, string]>([
    [
      'POST /account/password',
      password,
      'ChangePassword',
      'NotAuthorizedException',
      400,
      'wrong_password',
    ],
    [
      'POST /account/password',
      password,
      'ChangePassword',
      'LimitExceededException',
      429,
      'too_many_attempts',
    ],
    [
      'POST /account/password',
      password,
      'ChangePassword',
      'PasswordHistoryPolicyViolationException',
      400,
      'password_policy',
    ],
    [
      'POST /account/email',
      { email: 'eve@example.com' },
      'UpdateUserAttributes',
      'AliasExistsException',
      409,
      'user_exists',
    ],
    [
      'POST /account/email',
      { email: 'eve@example.com' },
      'UpdateUserAttributes',
      'NotAuthorizedException',
      403,
      'step_up_required',
    ],
    [
      'POST /account/email/confirm',
      { code: '1' },
      'VerifyUserAttribute',
      'ExpiredCodeException',
      400,
      'invalid_code',
    ],
    [
      'POST /account/passkeys/options',
      undefined,
      'StartWebAuthnRegistration',
      'WebAuthnNotEnabledException',
      400,
      'factor_unavailable',
    ],
    [
      'POST /account/passkeys',
      { credential: {} },
      'CompleteWebAuthnRegistration',
      'WebAuthnOriginNotAllowedException',
      400,
      'passkey_rejected',
    ],
    [
      'DELETE /account/passkeys/abc',
      undefined,
      'DeleteWebAuthnCredential',
      'ResourceNotFoundException',
      404,
      'passkey_not_found',
    ],
    [
      'DELETE /account/factors/sms',
      undefined,
      'SetUserMFAPreference',
      'TooManyRequestsException',
      429,
      'too_many_requests',
    ],
    [
      'DELETE /account/factors/sms',
      undefined,
      'SetUserMFAPreference',
      'InternalErrorException',
      503,
      'identity_provider_unavailable',
    ],
  ])('%s with %j answers %s of Cognito, %s, with %i %s', async (...row) => {
    const [route, body, operation, exception, status, code] = row;
    fixture.answers[operation] = cognitoException(exception, 'A text that is for nobody');
    const refused = await call(route, body);
    expect([refused.status, refused.body]).toMatchObject([status, { code }]);
    expect(JSON.stringify(refused.body)).not.toContain('for nobody');
  });
});
