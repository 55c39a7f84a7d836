import {
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserAuthFactorsCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  CompleteWebAuthnRegistrationCommand,
  DeleteWebAuthnCredentialCommand,
  GetUserAuthFactorsCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListWebAuthnCredentialsCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  StartWebAuthnRegistrationCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { Authenticator } from '../spec-support/authenticator.js';
import { type fixtureTemplate, fixtureWith } from '../spec-support/fixture-template.js';
import { goodPassword } from '../spec-support/harness.js';
import { withSes, withSms } from '../spec-support/message-senders.js';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';
import { totp } from '../spec-support/totp.js';
import { wrongCode, wrongTotp } from '../spec-support/wrong-code.js';

const email = 'ann@example.com';
const temporary = 'Temporary-pass-1';
const flows = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH', 'ADMIN_USER_PASSWORD_AUTH'];

/** The fixture with a client that may use every flow, and settings of its pool. */
function templateWith(pool: object): object {
  const withFlows = fixtureWith('WebClient', {
    ExplicitAuthFlows: [...flows, 'REFRESH_TOKEN_AUTH'].map((flow) => `ALLOW_${flow}`),
  }) as typeof fixtureTemplate;
  const { Pool } = (fixtureWith('Pool', pool as never) as typeof fixtureTemplate).Resources;
  return { ...withFlows, Resources: { ...withFlows.Resources, Pool } };
}

const allowing = (...AllowedFirstAuthFactors: string[]) => ({
  Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
});

const optional = {
  EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
  ...allowing('PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'),
};

/** Where MFA is required, passkeys have to count as several factors and codes cannot come first. */
const required = {
  EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
  WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  ...allowing('PASSWORD', 'WEB_AUTHN'),
};

describe.each([
  ['MFA that is optional', 'OPTIONAL', optional],
  ['MFA that is required', 'ON', required],
])('sign-in to a pool with %s', (_what, MfaConfiguration, factors) => {
  const resources = useResources();
  let started: StartedSuite;
  let UserPoolId: string;
  let ClientId: string;
  beforeAll(async () => {
    started = await resources.add(
      startSuite({
        template: templateWith({
          MfaConfiguration,
          ...factors,
          ...withSms(),
          ...withSes(),
          WebAuthnRelyingPartyID: 'example.com',
          WebAuthnUserVerification: 'required',
        }),
      }),
    );
    UserPoolId = started.pool.id;
    ClientId = started.client('web').id;
  });

  let users = 0;
  const newUser = async () => {
    const Username = `${(users += 1)}-${email}`;
    const { sdk } = started;
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    const MessageAction = 'SUPPRESS';
    await sdk.send(
      new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction }),
    );
    await sdk.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username,
        Password: goodPassword,
        Permanent: true,
      }),
    );
    return Username;
  };
  const begin = (USERNAME: string, AuthFlow = 'USER_PASSWORD_AUTH', more = {}) =>
    started.sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: AuthFlow as never,
        AuthParameters: { USERNAME, PASSWORD: goodPassword, ...more },
      }),
    );
  const answer = (ChallengeName: string, Session: string | undefined, responses: object) =>
    started.sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: ChallengeName as never,
        Session,
        ChallengeResponses: responses as Record<string, string>,
      }),
    );
  const lastCode = (username: string) => started.lastCode(username);
  const viaSetUp = async (username: string) => {
    const { sdk } = started;
    const asked = await begin(username);
    const { SecretCode = '', Session } = await sdk.send(
      new AssociateSoftwareTokenCommand({ Session: asked.Session }),
    );
    const UserCode = totp(SecretCode, Date.now());
    const verified = await sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
    const done = await answer('MFA_SETUP', verified.Session, { USERNAME: username });
    return { secret: SecretCode, code: UserCode, tokens: done.AuthenticationResult };
  };

  if (MfaConfiguration === 'ON') {
    it('sets an authenticator app up on the way, and asks for its code from then on', async () => {
      const username = await newUser();
      const { secret, code, tokens } = await viaSetUp(username);
      expect(decodeJwt(tokens?.AccessToken ?? '')).toMatchObject({
        acr: 'urn:cognito:loa:4',
        amr: ['pwd', 'otp', 'mfa'],
      });
      const asked = await begin(username);
      expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
      const wrong = {
        USERNAME: username,
        SOFTWARE_TOKEN_MFA_CODE: wrongTotp(secret, Date.now()),
      };
      await expect(answer('SOFTWARE_TOKEN_MFA', asked.Session, wrong)).rejects.toMatchObject({
        name: 'CodeMismatchException',
      });
      const used = { ...wrong, SOFTWARE_TOKEN_MFA_CODE: code };
      await expect(answer('SOFTWARE_TOKEN_MFA', asked.Session, used)).rejects.toMatchObject({
        name: 'ExpiredCodeException',
      });
      const next = { ...wrong, SOFTWARE_TOKEN_MFA_CODE: totp(secret, Date.now() + 30_000) };
      const done = await answer('SOFTWARE_TOKEN_MFA', asked.Session, next);
      expect(done.AuthenticationResult?.AccessToken).toMatch(/^ey/);
    });

    it('lets no one in by a code alone, and gives no tokens before the second factor', async () => {
      const username = await newUser();
      const offered = await begin(username, 'USER_AUTH', { PASSWORD: undefined });
      expect(offered.AvailableChallenges).toEqual(['PASSWORD', 'PASSWORD_SRP']);
      const asked = await begin(username);
      expect(asked).toMatchObject({ ChallengeName: 'MFA_SETUP' });
      await expect(
        answer('MFA_SETUP', asked.Session, { USERNAME: username }),
      ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    });
    return;
  }

  it('gives tokens of level 1 for a password', async () => {
    const { AuthenticationResult } = await begin(await newUser());
    const claims = decodeJwt(AuthenticationResult?.IdToken ?? '');
    expect(claims).toMatchObject({ acr: 'urn:cognito:loa:1', amr: ['pwd'] });
  });

  it('asks whom has chosen email MFA for the code it sent', async () => {
    const username = await newUser();
    const { sdk } = started;
    await sdk.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId,
        Username: username,
        EmailMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    const offered = await begin(username, 'USER_AUTH', { PASSWORD: undefined });
    expect(offered.AvailableChallenges).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    const asked = await begin(username);
    expect(asked).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL' },
    });
    const done = await answer('EMAIL_OTP', asked.Session, {
      USERNAME: username,
      EMAIL_OTP_CODE: await lastCode(username),
    });
    const AccessToken = done.AuthenticationResult?.AccessToken ?? '';
    expect(decodeJwt(AccessToken)).toMatchObject({ acr: 'urn:cognito:loa:3' });
    expect(await sdk.send(new GetUserCommand({ AccessToken }))).toMatchObject({
      PreferredMfaSetting: 'EMAIL_OTP',
      UserMFASettingList: ['EMAIL_OTP'],
    });
  });

  it('ends a challenge after five wrong codes', async () => {
    const username = await newUser();
    const asked = await begin(username, 'USER_AUTH', { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    const code = await lastCode(username);
    const wrong = wrongCode(code);
    for (let attempt = 0; attempt < 5; attempt += 1)
      await expect(
        answer('EMAIL_OTP', asked.Session, { USERNAME: username, EMAIL_OTP_CODE: wrong }),
      ).rejects.toMatchObject({ name: 'CodeMismatchException' });
    await expect(
      answer('EMAIL_OTP', asked.Session, { USERNAME: username, EMAIL_OTP_CODE: code }),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('lets a signed-in user set up, choose and lose an authenticator app', async () => {
    const { sdk } = started;
    const username = await newUser();
    const AccessToken = (await begin(username)).AuthenticationResult?.AccessToken ?? '';
    await expect(
      sdk.send(
        new SetUserMFAPreferenceCommand({
          AccessToken,
          SoftwareTokenMfaSettings: { Enabled: true },
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    await expect(
      sdk.send(
        new VerifySoftwareTokenCommand({
          AccessToken,
          UserCode: wrongTotp(SecretCode, Date.now()),
        }),
      ),
    ).rejects.toMatchObject({ name: 'EnableSoftwareTokenMFAException' });
    const UserCode = totp(SecretCode, Date.now());
    await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    expect((await begin(username)).AuthenticationResult?.AccessToken).toMatch(/^ey/);
    await sdk.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true },
        EmailMfaSettings: { Enabled: true },
      }),
    );
    const asked = await begin(username);
    expect(asked.ChallengeName).toBe('SELECT_MFA_TYPE');
    const choices = JSON.parse(asked.ChallengeParameters?.MFAS_CAN_CHOOSE ?? '') as string[];
    expect(choices.sort()).toEqual(['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA']);
    const chosen = await answer('SELECT_MFA_TYPE', asked.Session, {
      USERNAME: username,
      ANSWER: 'SOFTWARE_TOKEN_MFA',
    });
    expect(chosen.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const factors = await sdk.send(
      new AdminGetUserAuthFactorsCommand({ UserPoolId, Username: username }),
    );
    expect(factors.ConfiguredUserAuthFactors).toEqual(['PASSWORD', 'SOFTWARE_TOKEN']);
    await sdk.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId, Username: username }));
    expect((await begin(username)).ChallengeName).toBe('EMAIL_OTP');
  });

  it('signs in by a passkey', async () => {
    const { sdk } = started;
    const username = await newUser();
    const AccessToken = (await begin(username)).AuthenticationResult?.AccessToken ?? '';
    const start = await sdk.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
    const options = start.CredentialCreationOptions as { challenge: string; rp: { id: string } };
    expect(options.rp.id).toBe('example.com');
    const foreign = new Authenticator('example.com', 'https://evil.example');
    await expect(
      sdk.send(
        new CompleteWebAuthnRegistrationCommand({
          AccessToken,
          Credential: foreign.register(options),
        }),
      ),
    ).rejects.toMatchObject({ name: 'WebAuthnOriginNotAllowedException' });
    const authenticator = new Authenticator('example.com');
    const Credential = authenticator.register(options);
    await sdk.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }));
    const { Credentials } = await sdk.send(new ListWebAuthnCredentialsCommand({ AccessToken }));
    expect(Credentials).toMatchObject([
      { CredentialId: authenticator.credentialId, RelyingPartyId: 'example.com' },
    ]);
    const own = await sdk.send(new GetUserAuthFactorsCommand({ AccessToken }));
    expect(own.ConfiguredUserAuthFactors).toContain('WEB_AUTHN');

    const asked = await begin(username, 'USER_AUTH', { PREFERRED_CHALLENGE: 'WEB_AUTHN' });
    expect(asked.ChallengeName).toBe('WEB_AUTHN');
    const request = JSON.parse(asked.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? '') as {
      challenge: string;
    };
    const other = new Authenticator('example.com').sign(request);
    const { id, rawId, ...made } = authenticator.sign(request);
    await expect(
      answer('WEB_AUTHN', asked.Session, {
        USERNAME: username,
        CREDENTIAL: JSON.stringify({ ...other, id, rawId }),
      }),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const done = await answer('WEB_AUTHN', asked.Session, {
      USERNAME: username,
      CREDENTIAL: JSON.stringify({ ...made, id, rawId }),
    });
    expect(decodeJwt(done.AuthenticationResult?.AccessToken ?? '')).toMatchObject({
      acr: 'urn:cognito:loa:3',
    });
    const CredentialId = authenticator.credentialId;
    await sdk.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }));
    await expect(
      sdk.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('offers a choice, and takes the password with it', async () => {
    const username = await newUser();
    const offered = await begin(username, 'USER_AUTH', { PASSWORD: undefined });
    expect(offered.ChallengeName).toBe('SELECT_CHALLENGE');
    expect(offered.AvailableChallenges).toEqual(['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP']);
    const responses = { USERNAME: username, ANSWER: 'PASSWORD', PASSWORD: 'Wrong-password-1' };
    await expect(answer('SELECT_CHALLENGE', offered.Session, responses)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    const right = { ...responses, PASSWORD: goodPassword };
    const done = await answer('SELECT_CHALLENGE', offered.Session, right);
    expect(done.AuthenticationResult?.AccessToken).toMatch(/^ey/);
    await expect(answer('SELECT_CHALLENGE', offered.Session, right)).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    });
  });

  it('signs in by an administrator, who may set the first password too', async () => {
    const { sdk } = started;
    const Username = `admin-${email}`;
    await sdk.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        TemporaryPassword: temporary,
        MessageAction: 'SUPPRESS',
      }),
    );
    const asked = await sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: 'ADMIN_NO_SRP_AUTH',
        AuthParameters: { USERNAME: Username, PASSWORD: temporary },
      }),
    );
    expect(asked.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const done = await sdk.send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId,
        ClientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session: asked.Session,
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: goodPassword },
      }),
    );
    expect(done.AuthenticationResult?.RefreshToken).toMatch(/^ey/);
    await expect(begin(Username, 'ADMIN_USER_PASSWORD_AUTH')).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it.each(['0', '0'.repeat(768), 'xyz', 'f'.repeat(1_537)])(
    'refuses an SRP_A no proof can be built on, case %#',
    async (SRP_A) => {
      await expect(begin(await newUser(), 'USER_SRP_AUTH', { SRP_A })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    },
  );
});
