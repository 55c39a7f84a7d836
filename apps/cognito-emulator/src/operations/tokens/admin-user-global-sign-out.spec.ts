import { useResources } from '@gatehouse/test-kit';
import { confirmedUser, createHarness, type Harness, signIn } from '../../spec-support/harness.js';

describe('AdminUserGlobalSignOut', () => {
  const resources = useResources();
  let harness: Harness;
  let sub: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    sub = await confirmedUser(harness);
  });

  const signOut = (Username: string) =>
    harness.call('AdminUserGlobalSignOut', { UserPoolId: harness.pool.id, Username });
  const refresh = (RefreshToken: string) => {
    const { id: ClientId, secrets } = harness.client('server');
    const ClientSecret = secrets[0]!.value;
    const body = { ClientId, ClientSecret, RefreshToken };
    return harness.callUnsigned('GetTokensFromRefreshToken', body);
  };
  const getUser = (AccessToken: string) => harness.callUnsigned('GetUser', { AccessToken });

  it.each(['ann@example.com', 'ANN@example.com', 'sub'])(
    'ends the sessions of a user called %s, who can sign in again',
    async (name) => {
      const { AuthenticationResult: before } = await signIn(harness, 'server');
      expect(await signOut(name === 'sub' ? sub : name)).toEqual({});
      await expect(getUser(before.AccessToken)).rejects.toMatchObject({
        code: 'NotAuthorizedException',
        publicMessage: 'Access Token has been revoked',
      });
      await expect(refresh(before.RefreshToken)).rejects.toMatchObject({
        publicMessage: 'Refresh Token has been revoked',
      });
      const { AuthenticationResult: after } = await signIn(harness);
      await expect(getUser(after.AccessToken)).resolves.toHaveProperty('Username');
    },
  );

  it('ends a refresh under way, which waits for a function of the pool', async () => {
    const { AuthenticationResult: before } = await signIn(harness, 'server');
    const refused = expect(refresh(before.RefreshToken)).rejects.toMatchObject({
      publicMessage: 'Refresh Token has been revoked',
    });
    // By then the refresh waits for the pool's function.
    await new Promise(setImmediate);
    await signOut(sub);
    await refused;
  });

  it('takes a user without a session', async () => {
    expect(await signOut(sub)).toEqual({});
  });

  it('finds no user of that name', async () => {
    await expect(signOut('constructor')).rejects.toMatchObject({ code: 'UserNotFoundException' });
  });

  it('wants a signature', async () => {
    const body = { UserPoolId: harness.pool.id, Username: sub };
    await expect(harness.callUnsigned('AdminUserGlobalSignOut', body)).rejects.toMatchObject({
      code: 'MissingAuthenticationTokenException',
    });
  });
});
