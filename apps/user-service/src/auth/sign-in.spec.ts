import type { ChallengeResponse, SignInChallenge } from '@gatehouse/contracts';
import { type FakeServer, useResources } from '@gatehouse/test-kit';
import { secretHash } from '../identity-provider/secret-hash.js';
import { authenticationResult, cognitoException } from '../testing/cognito-answers.js';
import { testClient } from '../testing/test-config.js';
import { UserServiceFixture } from '../testing/user-service-fixture.js';

const username = 'ada@example.com';
const userId = '0a1b2c3d-4e5f-7061-8293-a4b5c6d7e8f9';
const deviceKey = 'eu-west-1_0a1b2c3d-4e5f-4061-8293-a4b5c6d7e8f9';
const cognitoSession = 'a-session-of-Cognito-that-is-not-for-callers';
const timestamp = 'Tue Nov 3 09:05:07 UTC 2026';
const destination = 'a***@e***';

describe('a sign-in of several steps', () => {
  const resources = useResources();
  let fixture: UserServiceFixture;
  let cognito: FakeServer;

  beforeAll(async () => {
    fixture = await resources.add(UserServiceFixture.start(process.env));
    ({ cognito } = fixture.servers);
  });
  beforeEach(() => fixture.reset());

  const post = (path: string, body: unknown) => fixture.call(`POST ${path}`, { body });
  /** What Cognito answers to the beginning of a sign-in. */
  const atStart = (body: object) => (fixture.answers.InitiateAuth = { body });
  const atResponse = (body: object) => (fixture.answers.RespondToAuthChallenge = { body });
  const challenged = (ChallengeName: string, ChallengeParameters: object, more: object = {}) => ({
    ChallengeName,
    ChallengeParameters,
    Session: cognitoSession,
    ...more,
  });
  const asked = () => fixture.asked;
  const hashOf = (name: string) => secretHash(name, testClient);

  async function begin(answer: object, body: object = {}): Promise<SignInChallenge> {
    atStart(answer);
    const { status, body: challenge } = await post('/auth/token', {
      username,
      password: 'Correct-horse-9',
      ...body,
    });
    expect(status).toBe(200);
    cognito.requests.length = 0;
    return challenge as SignInChallenge;
  }

  const srp = { SALT: 'ab12', SRP_B: 'ff00', SECRET_BLOCK: 'c2VjcmV0', USERNAME: userId };
  const code = '123456';

  const cases: readonly {
    readonly name: string;
    readonly parameters: object;
    readonly more?: object;
    readonly question: object;
    readonly response: object;
    readonly sent: object;
    /** The name that Cognito knows the user by from this challenge on. */
    readonly knownAs?: string;
  }[] = [
    {
      name: 'PASSWORD_VERIFIER',
      parameters: { ...srp, USER_ID_FOR_SRP: userId },
      question: {
        challenge: 'srp',
        salt: 'ab12',
        srp_b: 'ff00',
        secret_block: 'c2VjcmV0',
        user_id: userId,
      },
      response: { signature: 'c2lnbg==', timestamp },
      sent: {
        PASSWORD_CLAIM_SECRET_BLOCK: 'c2VjcmV0',
        PASSWORD_CLAIM_SIGNATURE: 'c2lnbg==',
        TIMESTAMP: timestamp,
      },
      knownAs: userId,
    },
    {
      name: 'PASSWORD',
      parameters: {},
      question: { challenge: 'password' },
      response: { password: 'a b' },
      sent: { PASSWORD: 'a b' },
    },
    {
      name: 'PASSWORD_SRP',
      parameters: {},
      question: { challenge: 'srp_start' },
      response: { srp_a: 'ff' },
      sent: { SRP_A: 'ff' },
    },
    {
      name: 'NEW_PASSWORD_REQUIRED',
      parameters: { requiredAttributes: '["userAttributes.name"]', USER_ID_FOR_SRP: userId },
      question: { challenge: 'new_password', missing_attributes: ['name'] },
      response: { password: 'Correct-horse-10', attributes: { name: 'Ada' } },
      sent: { NEW_PASSWORD: 'Correct-horse-10', 'userAttributes.name': 'Ada' },
      knownAs: userId,
    },
    {
      name: 'SELECT_CHALLENGE',
      parameters: {},
      more: { AvailableChallenges: ['PASSWORD', 'EMAIL_OTP', 'SOMETHING_NEW'] },
      question: { challenge: 'choose_method', methods: ['password', 'email'] },
      response: { method: 'password', password: 'a b' },
      sent: { ANSWER: 'PASSWORD', PASSWORD: 'a b' },
    },
    {
      name: 'SELECT_MFA_TYPE',
      parameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: userId },
      question: { challenge: 'choose_factor', factors: ['totp', 'sms'] },
      response: { factor: 'sms' },
      sent: { ANSWER: 'SMS_MFA' },
      knownAs: userId,
    },
    {
      name: 'SELECT_MFA_TYPE',
      parameters: { MFAS_CAN_SELECT: '["EMAIL_OTP"]' },
      question: { challenge: 'choose_factor', factors: ['email'] },
      response: { factor: 'totp' },
      sent: { ANSWER: 'SOFTWARE_TOKEN_MFA' },
    },
    {
      name: 'SOFTWARE_TOKEN_MFA',
      parameters: { USER_ID_FOR_SRP: userId },
      question: { challenge: 'totp' },
      response: { code },
      sent: { SOFTWARE_TOKEN_MFA_CODE: code },
      knownAs: userId,
    },
    {
      name: 'SMS_MFA',
      parameters: { CODE_DELIVERY_DESTINATION: '+*******1234' },
      question: { challenge: 'sms', destination: '+*******1234' },
      response: { code },
      sent: { SMS_MFA_CODE: code },
    },
    {
      name: 'SMS_OTP',
      parameters: { CODE_DELIVERY_DESTINATION: '+*******1234' },
      question: { challenge: 'sms', destination: '+*******1234' },
      response: { code },
      sent: { SMS_OTP_CODE: code },
    },
    {
      name: 'EMAIL_OTP',
      parameters: { CODE_DELIVERY_DESTINATION: destination },
      question: { challenge: 'email', destination },
      response: { code },
      sent: { EMAIL_OTP_CODE: code },
    },
    {
      name: 'WEB_AUTHN',
      parameters: { CREDENTIAL_REQUEST_OPTIONS: '{"challenge":"abc","allowCredentials":[]}' },
      question: { challenge: 'passkey', options: { challenge: 'abc', allowCredentials: [] } },
      response: { credential: { id: 'x', type: 'public-key' } },
      sent: { CREDENTIAL: '{"id":"x","type":"public-key"}' },
    },
    {
      name: 'MFA_SETUP',
      parameters: { MFAS_CAN_SETUP: '["EMAIL_OTP"]' },
      question: { challenge: 'set_up_factor', factors: ['email'] },
      response: { factor: 'email', email: 'ada@new.example' },
      sent: { EMAIL: 'ada@new.example' },
    },
    {
      name: 'DEVICE_SRP_AUTH',
      parameters: { DEVICE_KEY: deviceKey, USERNAME: userId },
      question: { challenge: 'device_srp_start' },
      response: { srp_a: 'ff' },
      sent: { SRP_A: 'ff', DEVICE_KEY: deviceKey },
    },
    {
      name: 'DEVICE_PASSWORD_VERIFIER',
      parameters: { ...srp, DEVICE_KEY: deviceKey },
      question: {
        challenge: 'device_srp',
        salt: 'ab12',
        srp_b: 'ff00',
        secret_block: 'c2VjcmV0',
        device_key: deviceKey,
      },
      response: { signature: 'c2lnbg==', timestamp },
      sent: {
        PASSWORD_CLAIM_SECRET_BLOCK: 'c2VjcmV0',
        PASSWORD_CLAIM_SIGNATURE: 'c2lnbg==',
        TIMESTAMP: timestamp,
        DEVICE_KEY: deviceKey,
      },
    },
  ];

  it.each(cases)(
    'asks for what $name wants, and sends the response on',
    async ({ name, parameters, more, question, response, sent, knownAs = username }) => {
      const challenge = await begin(challenged(name, parameters, more));
      const { session, expires_in, ...rest } = challenge;
      expect(rest).toEqual(question);
      expect(expires_in).toBe(300);
      expect(session).not.toContain(cognitoSession);
      atResponse({ AuthenticationResult: authenticationResult });
      const signedIn = await post('/auth/challenge', {
        challenge: challenge.challenge,
        session,
        ...response,
      });
      expect(signedIn.status).toBe(200);
      expect(signedIn.headers.get('cache-control')).toBe('no-store');
      expect(signedIn.body).toMatchObject({ access_token: authenticationResult.AccessToken });
      const ChallengeResponses = { ...sent, USERNAME: knownAs, SECRET_HASH: hashOf(knownAs) };
      expect(asked()).toEqual([
        [
          'RespondToAuthChallenge',
          {
            ClientId: testClient.id,
            ChallengeName: name,
            Session: cognitoSession,
            ChallengeResponses,
          },
        ],
      ]);
    },
  );

  it('sets an authenticator app up on the way', async () => {
    const { session } = await begin(
      challenged('MFA_SETUP', { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' }),
    );
    const Session = 'second-session-of-Cognito';
    fixture.answers.AssociateSoftwareToken = { body: { SecretCode: 'JBSWY3DPEHPK3PXP', Session } };
    const setUp = await post('/auth/challenge', {
      challenge: 'set_up_factor',
      session,
      factor: 'totp',
    });
    expect(setUp.body).toMatchObject({
      challenge: 'set_up_totp',
      secret: 'JBSWY3DPEHPK3PXP',
      uri: 'otpauth://totp/Gatehouse:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Gatehouse',
    });
    const verified = { Status: 'SUCCESS', Session: 'third-session-of-Cognito' };
    fixture.answers.VerifySoftwareToken = { body: verified };
    atResponse({ AuthenticationResult: authenticationResult });
    const { session: next } = setUp.body as SignInChallenge;
    const done = await post('/auth/challenge', { challenge: 'set_up_totp', session: next, code });
    expect(done.body).toMatchObject({ token_type: 'Bearer' });
    expect(asked().slice(1)).toMatchObject([
      ['VerifySoftwareToken', { Session, UserCode: code }],
      ['RespondToAuthChallenge', { ChallengeName: 'MFA_SETUP', Session: verified.Session }],
    ]);
  });

  it.each([
    [
      { method: 'srp', username, srp_a: 'ff' },
      { AuthFlow: 'USER_SRP_AUTH', AuthParameters: { SRP_A: 'ff' } },
    ],
    [
      { method: 'choice', username },
      { AuthFlow: 'USER_AUTH', AuthParameters: {} },
    ],
    [
      { method: 'choice', username, preferred: 'passkey' },
      { AuthFlow: 'USER_AUTH', AuthParameters: { PREFERRED_CHALLENGE: 'WEB_AUTHN' } },
    ],
    [
      { username, password: 'a b', device_key: deviceKey },
      { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { DEVICE_KEY: deviceKey } },
    ],
  ])('begins with %j', async (body, input) => {
    atStart({ AuthenticationResult: authenticationResult });
    expect((await post('/auth/token', body)).status).toBe(200);
    const AuthParameters = { USERNAME: username, SECRET_HASH: hashOf(username) };
    expect(asked()).toMatchObject([['InitiateAuth', { AuthParameters }]]);
    expect(asked()).toMatchObject([['InitiateAuth', input]]);
  });

  it('names a device that Cognito has seen for the first time', async () => {
    const NewDeviceMetadata = { DeviceKey: deviceKey, DeviceGroupKey: '-group' };
    atStart({ AuthenticationResult: { ...authenticationResult, NewDeviceMetadata } });
    const { body } = await post('/auth/token', { username, password: 'a b' });
    expect(body).toMatchObject({ device: { key: deviceKey, group_key: '-group' } });
  });

  it('rejects a challenge of the pool that nobody here can respond to', async () => {
    atStart(challenged('CUSTOM_CHALLENGE', { riddle: 'x' }));
    const refused = await post('/auth/token', { username, password: 'a b' });
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'challenge_required' }]);
    expect(JSON.stringify(refused.body)).not.toContain(cognitoSession);
  });

  it('rejects a session of another challenge, and one it did not make, without asking Cognito', async () => {
    const { session } = await begin(challenged('SOFTWARE_TOKEN_MFA', {}));
    const other = await post('/auth/challenge', { challenge: 'sms', session, code });
    expect([other.status, other.body]).toMatchObject([400, { code: 'other_challenge' }]);
    const foreign = { challenge: 'totp', session: 'eyJhbGciOiJkaXIifQ.a.b.c.d', code };
    const refused = await post('/auth/challenge', foreign);
    expect([refused.status, refused.body]).toMatchObject([401, { code: 'sign_in_expired' }]);
    expect(cognito.requests).toEqual([]);
  });

  const totp = challenged('SOFTWARE_TOKEN_MFA', {});
  const choice = challenged('SELECT_CHALLENGE', {}, { AvailableChallenges: ['PASSWORD'] });
  const newPassword = challenged('NEW_PASSWORD_REQUIRED', { requiredAttributes: '[]' });
  const withCode = { challenge: 'totp', code } as const;
  const withPassword = { challenge: 'choose_method', method: 'password', password: 'a' } as const;
  const withNewPassword = { challenge: 'new_password', password: 'Correct-horse-10' } as const;
  type Response = Omit<ChallengeResponse, 'session'>;

  it.each<[object, Response, string, number, string]>([
    [totp, withCode, 'CodeMismatchException', 400, 'invalid_code'],
    [totp, withCode, 'ExpiredCodeException', 400, 'invalid_code'],
    [totp, withCode, 'NotAuthorizedException', 401, 'sign_in_expired'],
    [totp, withCode, 'UserNotFoundException', 401, 'sign_in_expired'],
    [totp, withCode, 'TooManyRequestsException', 429, 'too_many_requests'],
    [totp, withCode, 'InternalErrorException', 503, 'identity_provider_unavailable'],
    [choice, withPassword, 'NotAuthorizedException', 401, 'invalid_credentials'],
    [choice, withPassword, 'InvalidParameterException', 401, 'invalid_credentials'],
    [choice, withPassword, 'UserNotConfirmedException', 401, 'invalid_credentials'],
    [choice, withPassword, 'CodeDeliveryFailureException', 401, 'invalid_credentials'],
    [newPassword, withNewPassword, 'InvalidPasswordException', 400, 'password_policy'],
    [
      newPassword,
      withNewPassword,
      'PasswordHistoryPolicyViolationException',
      400,
      'password_policy',
    ],
  ])('after %j, the response %j to which Cognito says %s is %i %s', async (...row) => {
    const [question, response, exception, status, code] = row;
    const { session } = await begin(question);
    fixture.answers.RespondToAuthChallenge = cognitoException(exception, 'A text for nobody');
    const refused = await post('/auth/challenge', { ...response, session });
    expect([refused.status, refused.body]).toMatchObject([status, { code }]);
  });

  it('takes a right code after a wrong one', async () => {
    const { session } = await begin(totp);
    fixture.answers.RespondToAuthChallenge = cognitoException('CodeMismatchException');
    expect((await post('/auth/challenge', { ...withCode, session })).status).toBe(400);
    atResponse({ AuthenticationResult: authenticationResult });
    expect((await post('/auth/challenge', { ...withCode, session })).status).toBe(200);
  });

  it.each([
    ['PASSWORD_VERIFIER', { SALT: 'a' }],
    ['NEW_PASSWORD_REQUIRED', { requiredAttributes: 'no JSON' }],
    ['SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '{"a":1}' }],
    ['SMS_MFA', {}],
  ])('answers 503 for a %s that lacks something', async (name, parameters) => {
    atStart(challenged(name, parameters));
    const refused = await post('/auth/token', { username, password: 'a b' });
    expect(refused.status).toBe(503);
  });
});
