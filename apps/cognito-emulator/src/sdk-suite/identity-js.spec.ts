/* eslint-disable @typescript-eslint/no-deprecated -- the client is in maintenance, in wide use, and the one SRP is judged by */
import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { fixtureWith } from '../spec-support/fixture-template.js';
import { goodPassword } from '../spec-support/harness.js';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

const Username = 'ann@example.com';
const temporary = 'Temporary-pass-1';

describe('amazon-cognito-identity-js', () => {
  const resources = useResources();
  let started: StartedSuite;
  beforeAll(async () => {
    const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    started = await resources.add(
      startSuite({ template: fixtureWith('WebClient', { ExplicitAuthFlows }) }),
    );
    await started.sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: started.pool.id,
        Username,
        TemporaryPassword: temporary,
        MessageAction: 'SUPPRESS',
      }),
    );
  });

  const cognitoUser = (name = Username) => {
    const UserPoolId = started.pool.id;
    const ClientId = started.client('web').id;
    const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: started.endpoint });
    return new CognitoUser({ Username: name, Pool });
  };
  const authenticate = (user: CognitoUser, Password: string) =>
    new Promise<CognitoUserSession | string>((resolve, reject) => {
      const details = new AuthenticationDetails({ Username: user.getUsername(), Password });
      user.authenticateUser(details, {
        onSuccess: resolve,
        onFailure: reject,
        newPasswordRequired: () => resolve('new password'),
      });
    });

  it('proves a temporary password by SRP, replaces it, signs in and refreshes', async () => {
    const user = cognitoUser();
    expect(await authenticate(user, temporary)).toBe('new password');
    const first = await new Promise<CognitoUserSession>((resolve, reject) =>
      user.completeNewPasswordChallenge(
        goodPassword,
        {},
        { onSuccess: resolve, onFailure: reject },
      ),
    );
    expect(first.isValid()).toBe(true);
    const again = cognitoUser();
    const session = (await authenticate(again, goodPassword)) as CognitoUserSession;
    const refreshed = await new Promise<CognitoUserSession>((resolve, reject) =>
      again.refreshSession(session.getRefreshToken(), (error: unknown, result: unknown) =>
        error instanceof Error ? reject(error) : resolve(result as CognitoUserSession),
      ),
    );
    expect(refreshed.getAccessToken().getJwtToken()).not.toBe(
      session.getAccessToken().getJwtToken(),
    );
  });

  it.each([Username, 'nobody@example.com'])('is refused a wrong password of %s', async (name) => {
    await expect(authenticate(cognitoUser(name), 'Wrong-horse-9')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });
});
/* eslint-enable @typescript-eslint/no-deprecated -- see above */
