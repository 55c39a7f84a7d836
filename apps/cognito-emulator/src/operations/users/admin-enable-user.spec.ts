import { useResources } from '@gatehouse/test-kit';
import { confirmedUser, createHarness, type Harness, signIn } from '../../spec-support/harness.js';

describe('AdminEnableUser', () => {
  const resources = useResources();
  let harness: Harness;
  let sub: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    sub = await confirmedUser(harness);
  });

  const admin = (name: string, Username = sub) =>
    harness.call(name, { UserPoolId: harness.pool.id, Username });

  it('lets the user sign in again, and revives nothing', async () => {
    const { AuthenticationResult: before } = await signIn(harness);
    await admin('AdminDisableUser');
    harness.clock.advanceSeconds(60);
    expect(await admin('AdminEnableUser', 'ANN@example.com')).toEqual({});
    await expect(signIn(harness)).resolves.toHaveProperty('AuthenticationResult.AccessToken');
    await expect(admin('AdminGetUser')).resolves.toMatchObject({
      Enabled: true,
      UserLastModifiedDate: 1_768_478_460,
    });
    const { AccessToken, RefreshToken } = before;
    await expect(harness.callUnsigned('GetUser', { AccessToken })).rejects.toMatchObject({
      publicMessage: 'Access Token has been revoked',
    });
    const ClientId = harness.client('web').id;
    await expect(
      harness.callUnsigned('GetTokensFromRefreshToken', { ClientId, RefreshToken }),
    ).rejects.toMatchObject({ publicMessage: 'Refresh Token has been revoked' });
  });

  it('leaves the sessions of a user who is enabled alone', async () => {
    const { AccessToken } = (await signIn(harness)).AuthenticationResult;
    await admin('AdminEnableUser');
    await expect(harness.callUnsigned('GetUser', { AccessToken })).resolves.toHaveProperty(
      'Username',
    );
  });

  it('finds no user of that name', async () => {
    await expect(admin('AdminEnableUser', '__proto__')).rejects.toMatchObject({
      code: 'UserNotFoundException',
    });
  });

  it('wants a signature', async () => {
    await admin('AdminDisableUser');
    const body = { UserPoolId: harness.pool.id, Username: sub };
    await expect(harness.callUnsigned('AdminEnableUser', body)).rejects.toMatchObject({
      code: 'MissingAuthenticationTokenException',
    });
    await expect(signIn(harness)).rejects.toMatchObject({ publicMessage: 'User is disabled.' });
  });
});
