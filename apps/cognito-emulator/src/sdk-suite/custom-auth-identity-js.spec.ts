/* eslint-disable @typescript-eslint/no-deprecated -- the client is in maintenance, in wide use, and the one SRP is judged by */
import {
  AdminCreateUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { customAuthFunctions } from '../spec-support/custom-auth-functions.js';
import { goodPassword } from '../spec-support/harness.js';
import { withSms } from '../spec-support/message-senders.js';
import { type StartedFunctions, startWithFunctions } from '../spec-support/started-functions.js';

const Username = 'ann@example.com';
const temporary = 'Temporary-pass-1';

describe('amazon-cognito-identity-js with CUSTOM_AUTH', () => {
  const resources = useResources();
  let started: StartedFunctions;
  const begin = async (
    DefineAuthChallenge: string = customAuthFunctions.DefineAuthChallenge,
    pool = {},
  ) => {
    started = await resources.add(
      startWithFunctions({
        functions: { ...customAuthFunctions, DefineAuthChallenge },
        client: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'] },
        pool,
      }),
    );
    await started.sdk.send(
      new AdminCreateUserCommand({
        ...named(),
        TemporaryPassword: temporary,
        MessageAction: 'SUPPRESS',
        UserAttributes: [{ Name: 'phone_number', Value: '+15550100' }],
      }),
    );
  };
  const named = () => ({ UserPoolId: started.pool.id, Username });
  const setPassword = () =>
    started.sdk.send(
      new AdminSetUserPasswordCommand({ ...named(), Password: goodPassword, Permanent: true }),
    );

  const cognitoUser = (name = Username) => {
    const UserPoolId = started.pool.id;
    const ClientId = started.client('web').id;
    const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: started.emulator.url });
    const user = new CognitoUser({ Username: name, Pool });
    user.setAuthenticationFlowType('CUSTOM_AUTH');
    return user;
  };

  /** What came next: the session, or what is asked. */
  type Next = CognitoUserSession | string;
  const next = (run: (callbacks: Parameters<CognitoUser['authenticateUser']>[1]) => void) =>
    new Promise<Next>((resolve, reject) => {
      run({
        onSuccess: resolve,
        onFailure: reject,
        customChallenge: (parameters: { captchaUrl: string }) => {
          resolve(`custom: ${parameters.captchaUrl}`);
        },
        mfaRequired: () => {
          resolve('mfa');
        },
        newPasswordRequired: () => {
          resolve('new password');
        },
      });
    });
  const details = (Password = goodPassword) => new AuthenticationDetails({ Username, Password });
  const answer = (user: CognitoUser, text: string) =>
    next((callbacks) => {
      user.sendCustomChallengeAnswer(text, callbacks);
    });

  it('initiates, answers wrong, then right', async () => {
    await begin();
    await setPassword();
    const user = cognitoUser();
    const asked = await next((callbacks) => {
      user.initiateAuth(details(), callbacks);
    });
    expect(asked).toBe('custom: url/123.jpg');
    expect(await answer(user, '4')).toBe('custom: url/123.jpg');
    expect(await answer(user, '5')).toBeInstanceOf(CognitoUserSession);
  });

  it('proves the password by SRP first', async () => {
    await begin();
    await setPassword();
    const user = cognitoUser();
    const asked = await next((callbacks) => {
      user.authenticateUser(details(), callbacks);
    });
    expect(asked).toBe('custom: url/123.jpg');
    expect(await answer(user, '5')).toBeInstanceOf(CognitoUserSession);
    const sessions = started
      .told('DefineAuthChallenge_Authentication')
      .map(({ request }) =>
        (request.session as { challengeName: string }[]).map((one) => one.challengeName),
      );
    expect(sessions).toEqual([
      ['SRP_A'],
      ['SRP_A', 'PASSWORD_VERIFIER'],
      ['SRP_A', 'PASSWORD_VERIFIER', 'CUSTOM_CHALLENGE'],
    ]);
  });

  it.each([Username, 'nobody@example.com'])('is refused a wrong password of %s', async (name) => {
    await begin();
    await setPassword();
    const user = cognitoUser(name);
    const refused = next((callbacks) => {
      user.authenticateUser(details('Wrong-horse-9'), callbacks);
    });
    await expect(refused).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  it('replaces a temporary password before functions go on, whatever they want', async () => {
    const issueAtOnce = `const last = event.request.session.at(-1).challengeName;
      if (last === 'SRP_A') event.response.challengeName = 'PASSWORD_VERIFIER';
      else event.response.issueTokens = true;`;
    await begin(issueAtOnce);
    const user = cognitoUser();
    const asked = await next((callbacks) => {
      user.authenticateUser(details(temporary), callbacks);
    });
    expect(asked).toBe('new password');
    const session = await next((callbacks) => {
      user.completeNewPasswordChallenge(goodPassword, {}, callbacks);
    });
    expect(session).toBeInstanceOf(CognitoUserSession);
    const [, , last] = started.told('DefineAuthChallenge_Authentication');
    expect(last?.request.session).toMatchObject([
      { challengeName: 'SRP_A' },
      { challengeName: 'PASSWORD_VERIFIER' },
      { challengeName: 'NEW_PASSWORD_REQUIRED', challengeResult: true },
    ]);
  });

  it('asks for MFA after the password, and tells functions', async () => {
    await begin(customAuthFunctions.DefineAuthChallenge, {
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SMS_MFA'],
      ...withSms(),
    });
    await setPassword();
    const SMSMfaSettings = { Enabled: true, PreferredMfa: true };
    await started.sdk.send(new AdminSetUserMFAPreferenceCommand({ ...named(), SMSMfaSettings }));
    const user = cognitoUser();
    const asked = await next((callbacks) => {
      user.authenticateUser(details(), callbacks);
    });
    expect(asked).toBe('mfa');
    const code = started.sent().at(-1)?.code ?? '';
    // The client takes it for granted that MFA is the last.
    const state = user as unknown as { Session: string | undefined };
    const custom = await started.sdk.send(
      new RespondToAuthChallengeCommand({
        ChallengeName: 'SMS_MFA',
        ClientId: started.client('web').id,
        Session: state.Session,
        ChallengeResponses: { USERNAME: user.getUsername(), SMS_MFA_CODE: code },
      }),
    );
    expect(custom).toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE' });
    state.Session = custom.Session;
    expect(await answer(user, '5')).toBeInstanceOf(CognitoUserSession);
    const results = started.told('DefineAuthChallenge_Authentication').at(-1)?.request.session;
    expect(results).toMatchObject([
      { challengeName: 'SRP_A' },
      { challengeName: 'PASSWORD_VERIFIER' },
      { challengeName: 'SMS_MFA', challengeResult: true, challengeMetadata: null },
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true },
    ]);
  });
});
/* eslint-enable @typescript-eslint/no-deprecated -- see above */
