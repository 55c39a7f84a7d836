/* eslint-disable @typescript-eslint/no-deprecated -- the client is in maintenance, in wide use, and the one device authentication is judged by */
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedFunctions, startWithFunctions } from '../spec-support/started-functions.js';

const Username = 'ann@example.com';

/** Wants the password first, and nothing else of its own. */
const passwordAlone = `
  const last = event.request.session.at(-1);
  event.response = last.challengeName === 'SRP_A'
    ? { challengeName: 'PASSWORD_VERIFIER', issueTokens: false, failAuthentication: false }
    : { issueTokens: last.challengeResult, failAuthentication: !last.challengeResult };`;

describe('a device in a sign-in that functions lead', () => {
  const resources = useResources();
  let started: StartedFunctions;
  beforeAll(async () => {
    started = await resources.add(
      startWithFunctions({
        functions: {
          DefineAuthChallenge: passwordAlone,
          CreateAuthChallenge: '',
          VerifyAuthChallengeResponse: '',
          PostAuthentication: '',
        },
        pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } },
        client: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'] },
      }),
    );
    const user = { UserPoolId: started.pool.id, Username };
    await started.sdk.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
    const password = { Password: goodPassword, Permanent: true };
    await started.sdk.send(new AdminSetUserPasswordCommand({ ...user, ...password }));
  });

  const signIn = () => {
    const Pool = new CognitoUserPool({
      UserPoolId: started.pool.id,
      ClientId: started.client('web').id,
      endpoint: started.emulator.url,
    });
    const user = new CognitoUser({ Username, Pool });
    user.setAuthenticationFlowType('CUSTOM_AUTH');
    const details = new AuthenticationDetails({ Username, Password: goodPassword });
    return new Promise((onSuccess, onFailure) => {
      user.authenticateUser(details, { onSuccess, onFailure });
    });
  };

  it('proves itself after the password; functions are told of it, and whether it is new', async () => {
    await signIn();
    await signIn();
    const sessions = started
      .told('DefineAuthChallenge_Authentication')
      .map(({ request }) => request.session as { readonly challengeName: string }[]);
    expect(sessions.at(-1)?.map(({ challengeName }) => challengeName)).toEqual([
      'SRP_A',
      'PASSWORD_VERIFIER',
      'DEVICE_SRP_AUTH',
      'DEVICE_PASSWORD_VERIFIER',
    ]);
    const told = started.told('PostAuthentication_Authentication');
    expect(told.map(({ request }) => request.newDeviceUsed)).toEqual([true, false]);
  });
});
/* eslint-enable @typescript-eslint/no-deprecated -- see above */
