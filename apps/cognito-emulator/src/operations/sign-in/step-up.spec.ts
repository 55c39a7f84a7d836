import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { fixtureWith, type fixtureTemplate } from '../../spec-support/fixture-template.js';
import { createHarness, goodPassword, type Harness } from '../../spec-support/harness.js';
import { withSms } from '../../spec-support/message-senders.js';
import { totp } from '../../spec-support/totp.js';

type Template = typeof fixtureTemplate;
const level = (number: number) => `urn:cognito:loa:${number}`;

function templateWith(pool: object): object {
  const ExplicitAuthFlows = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'];
  const flows = fixtureWith('WebClient', { ExplicitAuthFlows }) as Template;
  const { Pool } = (fixtureWith('Pool', pool as never) as Template).Resources;
  return { ...flows, Resources: { ...flows.Resources, Pool } };
}

describe('step-up authentication', () => {
  const resources = useResources();
  let harness: Harness;
  let UserPoolId: string;
  let ClientId: string;
  let secret: string;
  const open = async (pool: object = {}) => {
    const withMfa = {
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
      ...withSms(),
    };
    const SignInPolicy = { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] };
    const settings = { ...withMfa, Policies: { SignInPolicy }, ...pool };
    harness = await resources.add(createHarness(templateWith(settings)));
    UserPoolId = harness.pool.id;
    ClientId = harness.client('web').id;
  };
  beforeEach(() => open());

  const makeUser = async (Username = 'ann@example.com', ...attributes: object[]) => {
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }, ...attributes];
    const invited = { UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' };
    await harness.call('AdminCreateUser', invited);
    const own = { UserPoolId, Username, Password: goodPassword, Permanent: true };
    await harness.call('AdminSetUserPassword', own);
    return Username;
  };
  const begin = (USERNAME: string, parameters: object) =>
    harness.callUnsigned('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME, ...parameters },
    });
  const answer = (ChallengeName: string, Session: string, responses: object) =>
    harness.callUnsigned('RespondToAuthChallenge', {
      ClientId,
      ChallengeName,
      Session,
      ChallengeResponses: responses,
    });
  const withPassword = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: goodPassword };
  const signInByPassword = async (username: string) =>
    (await begin(username, withPassword)).AuthenticationResult.AccessToken;
  const addToken = async (username: string, preference: object = { Enabled: true }) => {
    const AccessToken = await signInByPassword(username);
    const { SecretCode } = (await harness.callUnsigned('AssociateSoftwareToken', {
      AccessToken,
    })) as unknown as { SecretCode: string };
    secret = SecretCode;
    const UserCode = totp(secret, harness.clock.nowMilliseconds());
    await harness.callUnsigned('VerifySoftwareToken', { AccessToken, UserCode });
    const SoftwareTokenMfaSettings = preference;
    await harness.callUnsigned('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings });
    harness.clock.advanceSeconds(60);
    return AccessToken;
  };
  const codeOfToken = () => totp(secret, harness.clock.nowMilliseconds());
  const context = ({
    AuthenticationResult: { AccessToken, IdToken },
  }: Awaited<ReturnType<typeof begin>>) => {
    const [access, id] = [AccessToken, IdToken].map((token) => decodeJwt(token));
    expect(id).toMatchObject({ acr: access?.acr, amr: access?.amr });
    return { acr: access?.acr, amr: access?.amr, auth_time: access?.auth_time };
  };

  it('asks who holds a password token for the code alone, and gives new tokens', async () => {
    const USERNAME = await makeUser();
    const ACCESS_TOKEN = await addToken(USERNAME);
    const asked = await begin(USERNAME, { ACCESS_TOKEN, TARGET_ACR_VALUES: level(4) });
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const SOFTWARE_TOKEN_MFA_CODE = codeOfToken();
    const done = await answer('SOFTWARE_TOKEN_MFA', asked.Session, {
      USERNAME,
      SOFTWARE_TOKEN_MFA_CODE,
    });
    expect(context(done)).toEqual({
      acr: level(4),
      amr: ['pwd', 'otp', 'mfa'],
      auth_time: Math.floor(harness.clock.nowMilliseconds() / 1_000),
    });
    expect(done.AuthenticationResult.RefreshToken).toBeTruthy();
    const again = { ACCESS_TOKEN: done.AuthenticationResult.AccessToken };
    await expect(begin(USERNAME, { ...again, TARGET_ACR_VALUES: level(3) })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  it('begins anew where the sign-in is older than MAX_AGE, or no token comes along', async () => {
    const USERNAME = await makeUser();
    const ACCESS_TOKEN = await addToken(USERNAME);
    const TARGET_ACR_VALUES = level(4);
    for (const parameters of [{ ACCESS_TOKEN, MAX_AGE: '59' }, { MAX_AGE: '59' }]) {
      const asked = await begin(USERNAME, { ...parameters, TARGET_ACR_VALUES });
      expect(asked).toMatchObject({
        ChallengeName: 'SELECT_CHALLENGE',
        AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP'],
      });
      const chosen = { USERNAME, ANSWER: 'PASSWORD', PASSWORD: goodPassword };
      const next = await answer('SELECT_CHALLENGE', asked.Session, chosen);
      expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    }
    const recent = await begin(USERNAME, { ACCESS_TOKEN, MAX_AGE: '60', TARGET_ACR_VALUES });
    expect(recent.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });

  it('goes through the list to the first level the user has the factors for', async () => {
    const USERNAME = await makeUser();
    const TARGET_ACR_VALUES = [4, 3, 2, 1].map(level).join(' ');
    const asked = await begin(USERNAME, { TARGET_ACR_VALUES: `urn:unknown ${TARGET_ACR_VALUES}` });
    expect(asked).toMatchObject({ AvailableChallenges: ['EMAIL_OTP'] });
    const unasked = { USERNAME, ANSWER: 'PASSWORD', PASSWORD: goodPassword };
    await expect(answer('SELECT_CHALLENGE', asked.Session, unasked)).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
    const next = await answer('SELECT_CHALLENGE', asked.Session, { USERNAME, ANSWER: 'EMAIL_OTP' });
    const EMAIL_OTP_CODE = harness.outbox.all().at(-1)?.code;
    const done = await answer('EMAIL_OTP', next.Session, { USERNAME, EMAIL_OTP_CODE });
    expect(context(done)).toMatchObject({ acr: level(2), amr: ['email_otp'] });
  });

  it('asks for the second factor the level wants, not the preferred one', async () => {
    const phone = [{ Name: 'phone_number', Value: '+15555550100' }];
    const USERNAME = await makeUser('bob@example.com', ...phone);
    await addToken(USERNAME, { Enabled: true, PreferredMfa: true });
    const user = { UserPoolId, Username: USERNAME, SMSMfaSettings: { Enabled: true } };
    await harness.call('AdminSetUserMFAPreference', user);
    const asked = await begin(USERNAME, { TARGET_ACR_VALUES: level(3), ...withPassword });
    expect(asked.ChallengeName).toBe('SMS_MFA');
    const SMS_MFA_CODE = harness.outbox.all().at(-1)?.code;
    const done = await answer('SMS_MFA', asked.Session, { USERNAME, SMS_MFA_CODE });
    expect(context(done)).toMatchObject({ acr: level(3), amr: ['pwd', 'sms', 'mfa'] });
  });

  it('doesn’t let a low level take away the MFA that a user is held to', async () => {
    const USERNAME = await makeUser();
    await addToken(USERNAME);
    for (const TARGET_ACR_VALUES of [level(1), level(2)]) {
      const asked = await begin(USERNAME, { TARGET_ACR_VALUES, ...withPassword });
      expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    }
  });

  it('takes nothing from a token whose user has been given a temporary password since', async () => {
    const USERNAME = await makeUser();
    const ACCESS_TOKEN = await addToken(USERNAME);
    const temporary = { UserPoolId, Username: USERNAME, Password: goodPassword, Permanent: false };
    await harness.call('AdminSetUserPassword', temporary);
    const asked = await begin(USERNAME, { ACCESS_TOKEN, TARGET_ACR_VALUES: level(4) });
    expect(asked.ChallengeName).toBe('SELECT_CHALLENGE');
  });

  it('calls levels what the pool calls them, and gives nothing for a level renamed since', async () => {
    await harness.close();
    await open({ AcrConfiguration: { Level4: { AcrValue: 'urn:mine:high' } } });
    const USERNAME = await makeUser();
    const ACCESS_TOKEN = await addToken(USERNAME);
    const target = { ACCESS_TOKEN, TARGET_ACR_VALUES: 'urn:mine:high' };
    const asked = await begin(USERNAME, target);
    const SOFTWARE_TOKEN_MFA_CODE = codeOfToken();
    const code = { USERNAME, SOFTWARE_TOKEN_MFA_CODE };
    const done = await answer('SOFTWARE_TOKEN_MFA', asked.Session, code);
    expect(context(done)).toMatchObject({ acr: 'urn:mine:high' });
    await harness.call('UpdateUserPool', {
      UserPoolId,
      MfaConfiguration: 'OPTIONAL',
      ...withSms(),
    });
    const renamed = { ACCESS_TOKEN: done.AuthenticationResult.AccessToken };
    const anew = await begin(USERNAME, { ...renamed, TARGET_ACR_VALUES: level(4) });
    expect(anew.ChallengeName).toBe('SELECT_CHALLENGE');
  });

  describe('refuses', () => {
    it.each([
      ['a level that no factor of the user reaches', { TARGET_ACR_VALUES: level(4) }],
      ['names that are no level', { TARGET_ACR_VALUES: 'urn:unknown urn:cognito:loa:5' }],
      ['a MAX_AGE that is no number', { TARGET_ACR_VALUES: level(1), MAX_AGE: '-1' }],
    ])('%s', async (_what, parameters) => {
      const USERNAME = await makeUser();
      await expect(begin(USERNAME, parameters)).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
    });

    it('an access token without a level, of another user, or none at all', async () => {
      const USERNAME = await makeUser();
      const other = await makeUser('bob@example.com');
      const ACCESS_TOKEN = await signInByPassword(USERNAME);
      await expect(begin(USERNAME, { ACCESS_TOKEN })).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
      const TARGET_ACR_VALUES = level(2);
      const notAuthorized = { code: 'NotAuthorizedException' };
      const ofOther = { ACCESS_TOKEN, TARGET_ACR_VALUES };
      await expect(begin(other, ofOther)).rejects.toMatchObject(notAuthorized);
      const forged = { ACCESS_TOKEN: 'a.b.c', TARGET_ACR_VALUES };
      await expect(begin(USERNAME, forged)).rejects.toMatchObject(notAuthorized);
    });

    it('any level in the Lite plan', async () => {
      await harness.close();
      await open({
        UserPoolTier: 'LITE',
        Policies: { PasswordPolicy: { MinimumLength: 8 } },
        LambdaConfig: {},
      });
      const USERNAME = await makeUser();
      await expect(begin(USERNAME, { TARGET_ACR_VALUES: level(1) })).rejects.toMatchObject({
        code: 'FeatureUnavailableInTierException',
      });
    });
  });
});
