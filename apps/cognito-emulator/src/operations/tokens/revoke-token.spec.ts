import { useResources } from '@gatehouse/test-kit';
import { confirmedUser, createHarness, type Harness, signIn } from '../../spec-support/harness.js';

describe('RevokeToken', () => {
  const resources = useResources();
  let harness: Harness;
  let sub: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    sub = await confirmedUser(harness);
  });

  const signedIn = async (clientName = 'web') =>
    (await signIn(harness, clientName)).AuthenticationResult;
  const revoke = (Token: string, clientName = 'web', body: object = {}) => {
    const { id: ClientId, secrets } = harness.client(clientName);
    const ClientSecret = secrets[0]?.value;
    return harness.callUnsigned('RevokeToken', { Token, ClientId, ClientSecret, ...body });
  };
  const refresh = (RefreshToken: string, clientName = 'web') => {
    const { id: ClientId, secrets } = harness.client(clientName);
    const ClientSecret = secrets[0]?.value;
    return harness.callUnsigned('GetTokensFromRefreshToken', {
      RefreshToken,
      ClientId,
      ClientSecret,
    });
  };
  const getUser = (AccessToken: string) => harness.callUnsigned('GetUser', { AccessToken });
  const revoked = (what: string) => ({
    code: 'NotAuthorizedException',
    publicMessage: `${what} Token has been revoked`,
  });

  it('ends the refresh token and every access token of its sign-in, and no other sign-in', async () => {
    const first = await signedIn();
    const { AuthenticationResult: renewed } = await refresh(first.RefreshToken);
    const other = await signedIn();
    expect(await revoke(first.RefreshToken)).toEqual({});
    await expect(refresh(first.RefreshToken)).rejects.toMatchObject(revoked('Refresh'));
    for (const { AccessToken } of [first, renewed]) {
      await expect(getUser(AccessToken)).rejects.toMatchObject(revoked('Access'));
      await expect(harness.callUnsigned('GlobalSignOut', { AccessToken })).rejects.toMatchObject(
        revoked('Access'),
      );
    }
    await expect(getUser(other.AccessToken)).resolves.toMatchObject({ Username: sub });
    await expect(refresh(other.RefreshToken)).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
  });

  it('ends a rotated sign-in by any of its refresh tokens', async () => {
    const first = await signedIn('server');
    const { AuthenticationResult: second } = await refresh(first.RefreshToken, 'server');
    await revoke(first.RefreshToken, 'server');
    await expect(refresh(second.RefreshToken, 'server')).rejects.toMatchObject(revoked('Refresh'));
    await expect(getUser(second.AccessToken)).rejects.toMatchObject(revoked('Access'));
  });

  it('ends a refresh under way, which waits for a function of the pool', async () => {
    const first = await signedIn('server');
    const [renewed, ended] = await Promise.allSettled([
      refresh(first.RefreshToken, 'server'),
      revoke(first.RefreshToken, 'server'),
    ]);
    expect(ended.status).toBe('fulfilled');
    expect(renewed).toMatchObject({ status: 'rejected', reason: revoked('Refresh') });
  });

  it('takes a token that is revoked already, of another pool or no token at all', async () => {
    const { RefreshToken } = await signedIn();
    await revoke(RefreshToken);
    await revoke(RefreshToken, 'web', { RevokeAssociatedSessions: 'LINKED' });
    const changed = RefreshToken.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const token of [changed, 'x', 'a.b.c', 'a.b.c.d.e'])
      expect(await revoke(token)).toEqual({});
  });

  it('refuses access and ID tokens', async () => {
    const { AccessToken, IdToken } = await signedIn();
    for (const token of [AccessToken, IdToken])
      await expect(revoke(token)).rejects.toMatchObject({ code: 'UnsupportedTokenTypeException' });
    await expect(getUser(AccessToken)).resolves.toHaveProperty('Username');
  });

  it('refuses a client without token revocation', async () => {
    const { RefreshToken } = await signedIn('legacy');
    await expect(revoke(RefreshToken, 'legacy')).rejects.toMatchObject({
      code: 'UnsupportedOperationException',
    });
    await expect(refresh(RefreshToken, 'legacy')).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
  });

  it('refuses the token of another client, and leaves it alone', async () => {
    const { RefreshToken } = await signedIn('server');
    await expect(revoke(RefreshToken)).rejects.toMatchObject({ code: 'UnauthorizedException' });
    await expect(refresh(RefreshToken, 'server')).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
  });

  it.each([
    ['server', {}, 'a wrong secret', 'x'.repeat(51)],
    ['server', {}, 'no secret', undefined],
    ['web', {}, 'a secret of a public client', 'x'.repeat(51)],
    ['web', { ClientId: 'constructor' }, 'an unknown client', undefined],
  ])('refuses %s %j with %s', async (clientName, body, _what, ClientSecret) => {
    const { RefreshToken } = await signedIn(clientName);
    await expect(revoke(RefreshToken, clientName, { ...body, ClientSecret })).rejects.toMatchObject(
      { code: 'UnauthorizedException' },
    );
    await expect(refresh(RefreshToken, clientName)).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
  });

  it('refuses input that the model has not', async () => {
    for (const body of [
      { Token: undefined },
      { Token: 'with space' },
      { ClientSecret: 'short' },
      { RevokeAssociatedSessions: 'ALL' },
    ])
      await expect(revoke('x', 'web', body)).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
  });
});
