import { useResources } from '@gatehouse/test-kit';
import { confirmedUser, createHarness, type Harness, signIn } from '../../spec-support/harness.js';

describe('AdminDisableUser', () => {
  const resources = useResources();
  let harness: Harness;
  let sub: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    sub = await confirmedUser(harness);
  });

  const admin = (name: string, Username = sub, more: object = {}) =>
    harness.call(name, { UserPoolId: harness.pool.id, Username, ...more });
  const refused = (publicMessage: string) => ({ code: 'NotAuthorizedException', publicMessage });

  it('keeps the user from signing in, and tells it only to who knows the password', async () => {
    expect(await admin('AdminDisableUser')).toEqual({});
    await expect(signIn(harness)).rejects.toMatchObject(refused('User is disabled.'));
    await expect(
      signIn(harness, 'web', 'ann@example.com', 'Wrong-password-1'),
    ).rejects.toMatchObject(refused('Incorrect username or password.'));
    await expect(admin('AdminGetUser')).resolves.toMatchObject({
      Enabled: false,
      UserStatus: 'CONFIRMED',
    });
  });

  it('ends the sessions of the user', async () => {
    const { AuthenticationResult: before } = await signIn(harness);
    await admin('AdminDisableUser', 'ANN@example.com');
    await expect(
      harness.callUnsigned('GetUser', { AccessToken: before.AccessToken }),
    ).rejects.toMatchObject(refused('Access Token has been revoked'));
    await expect(
      harness.callUnsigned('InitiateAuth', {
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        ClientId: harness.client('web').id,
        AuthParameters: { REFRESH_TOKEN: before.RefreshToken },
      }),
    ).rejects.toMatchObject(refused('Refresh Token has been revoked'));
  });

  it('stops a sign-in that waits for a new password', async () => {
    const temporary = 'Temporary-pass-1';
    await admin('AdminSetUserPassword', sub, { Password: temporary });
    const signingIn = signIn(harness, 'web', 'ann@example.com', temporary);
    const { Session, ChallengeName } = await signingIn;
    await admin('AdminDisableUser');
    await expect(
      harness.callUnsigned('RespondToAuthChallenge', {
        ClientId: harness.client('web').id,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'ann@example.com', NEW_PASSWORD: 'Another-horse-8' },
      }),
    ).rejects.toMatchObject(refused('User is disabled.'));
  });

  it('takes a user who is disabled already, and knows no other names', async () => {
    await admin('AdminDisableUser');
    expect(await admin('AdminDisableUser')).toEqual({});
    await expect(admin('AdminDisableUser', 'constructor')).rejects.toMatchObject({
      code: 'UserNotFoundException',
    });
  });

  it('wants a signature', async () => {
    const body = { UserPoolId: harness.pool.id, Username: sub };
    await expect(harness.callUnsigned('AdminDisableUser', body)).rejects.toMatchObject({
      code: 'MissingAuthenticationTokenException',
    });
    await expect(signIn(harness)).resolves.toHaveProperty('AuthenticationResult.AccessToken');
  });
});
