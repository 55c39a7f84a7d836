import { useResources } from '@gatehouse/test-kit';
import { confirmedUser, createHarness, type Harness, signIn } from '../../spec-support/harness.js';

describe('GlobalSignOut', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    await confirmedUser(harness);
  });

  const signedIn = async (clientName = 'web', email = 'ann@example.com') =>
    (await signIn(harness, clientName, email)).AuthenticationResult;
  const signOut = (AccessToken: string) => harness.callUnsigned('GlobalSignOut', { AccessToken });
  const getUser = (AccessToken: string) => harness.callUnsigned('GetUser', { AccessToken });
  const refused = (publicMessage: string) => ({ code: 'NotAuthorizedException', publicMessage });
  const refresh = (RefreshToken: string) =>
    harness.callUnsigned('InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: harness.client('web').id,
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    });

  it('ends every session of the user at every client, even without token revocation', async () => {
    const mine = [await signedIn(), await signedIn('server'), await signedIn('legacy')];
    expect(await signOut(mine[0]!.AccessToken)).toEqual({});
    for (const { AccessToken } of mine)
      await expect(getUser(AccessToken)).rejects.toMatchObject(
        refused('Access Token has been revoked'),
      );
    await expect(refresh(mine[0]!.RefreshToken)).rejects.toMatchObject(
      refused('Refresh Token has been revoked'),
    );
  });

  it('lets the user sign in again at once, and leaves other users alone', async () => {
    await confirmedUser(harness, 'bob@example.com');
    const bob = await signedIn('web', 'bob@example.com');
    await signOut((await signedIn()).AccessToken);
    for (const client of ['web', 'legacy']) {
      const { AccessToken } = await signedIn(client);
      await expect(getUser(AccessToken)).resolves.toHaveProperty('Username');
    }
    await expect(getUser(bob.AccessToken)).resolves.toHaveProperty('Username');
    await expect(refresh(bob.RefreshToken)).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
  });

  it('keeps when a session ended first', async () => {
    const { AccessToken } = await signedIn();
    const { sessions, users } = harness.services;
    const user = users.get(harness.pool, 'ann@example.com');
    const endOf = () => [...sessions.ofUser(user)][0]!.revokedAt;
    await signOut(AccessToken);
    const ended = endOf();
    harness.clock.advanceSeconds(60);
    await signOut((await signedIn()).AccessToken);
    expect(endOf()).toBe(ended);
  });

  it('refuses a token that is used up, expired, of another kind or without the scope', async () => {
    const { AccessToken, IdToken, RefreshToken } = await signedIn();
    for (const token of [IdToken, RefreshToken, 'x'])
      await expect(signOut(token)).rejects.toMatchObject(refused('Invalid Access Token'));
    const { users, sessions, tokens } = harness.services;
    const user = users.get(harness.pool, 'ann@example.com');
    const [session] = sessions.ofUser(user);
    const narrow = await tokens.forUser({
      pool: harness.pool,
      client: harness.client('web'),
      user,
      session: { ...session!, scopes: ['openid'] },
      source: 'TokenGeneration_HostedAuth',
    });
    await expect(signOut(narrow.accessToken)).rejects.toMatchObject(
      refused('Access Token does not have required scopes'),
    );
    await expect(getUser(AccessToken)).resolves.toHaveProperty('Username');
    await signOut(AccessToken);
    await expect(signOut(AccessToken)).rejects.toMatchObject(
      refused('Access Token has been revoked'),
    );
    const late = await signedIn();
    harness.clock.advanceSeconds(1_800);
    await expect(signOut(late.AccessToken)).rejects.toMatchObject(
      refused('Access Token has expired'),
    );
  });
});
