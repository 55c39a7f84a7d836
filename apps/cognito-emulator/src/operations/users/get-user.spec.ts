import { useResources } from '@gatehouse/test-kit';
import { confirmedUser, createHarness, type Harness, signIn } from '../../spec-support/harness.js';

describe('GetUser', () => {
  const resources = useResources();
  let harness: Harness;
  let sub: string;
  let AccessToken: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    sub = await confirmedUser(harness);
    ({ AccessToken } = (await signIn(harness)).AuthenticationResult);
  });

  const getUser = (token: string) => harness.callUnsigned('GetUser', { AccessToken: token });
  const refused = (publicMessage: string) => ({ code: 'NotAuthorizedException', publicMessage });

  it('shows the user what the client may read', async () => {
    const { users } = harness.services;
    const user = users.get(harness.pool, sub);
    await users.save({ ...user, attributes: { ...user.attributes, 'custom:tenant': 'acme' } });
    const answer = await getUser(AccessToken);
    expect(answer.Username).toBe(sub);
    expect(answer.UserAttributes).toHaveLength(3);
    expect(answer.UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: 'email', Value: 'ann@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'sub', Value: sub },
      ]),
    );
  });

  it('refuses an ID token, a refresh token, a changed token and no token at all', async () => {
    const { IdToken, RefreshToken } = (await signIn(harness)).AuthenticationResult;
    const [header, , signature] = AccessToken.split('.');
    const payload = Buffer.from('{"sub":"x"}').toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [
      IdToken,
      RefreshToken,
      `${header!}.${payload}.${signature!}`,
      `${none}.${AccessToken.split('.')[1]!}.`,
      `${AccessToken}.x`,
      'x',
    ])
      await expect(getUser(token)).rejects.toMatchObject(refused('Invalid Access Token'));
  });

  it('refuses a token at its expiry', async () => {
    harness.clock.advanceSeconds(1_799);
    await expect(getUser(AccessToken)).resolves.toHaveProperty('Username');
    harness.clock.advanceSeconds(1);
    await expect(getUser(AccessToken)).rejects.toMatchObject(refused('Access Token has expired'));
  });

  it('refuses a revoked token, one of a disabled user, and one without the scope', async () => {
    const { users, sessions, tokens, pools } = harness.services;
    const user = users.get(harness.pool, sub);
    const [session] = sessions.ofUser(user);
    const { client, pool } = pools.getClient(harness.client('legacy').id);
    const { accessToken } = await tokens.forUser({
      pool,
      client,
      user,
      session: { ...session!, scopes: ['openid'] },
      source: 'TokenGeneration_HostedAuth',
    });
    await expect(getUser(accessToken)).rejects.toMatchObject(
      refused('Access Token does not have required scopes'),
    );
    await users.save({ ...user, enabled: false });
    await expect(getUser(AccessToken)).rejects.toMatchObject(refused('User is disabled.'));
    await sessions.save({ ...session!, revokedAt: 1 });
    await expect(getUser(AccessToken)).rejects.toMatchObject(
      refused('Access Token has been revoked'),
    );
  });

  it('refuses a machine its token', async () => {
    const { pool, services } = harness;
    const client = harness.client('machine');
    const { accessToken } = await services.tokens.forClient({ pool, client, scopes: [] });
    await expect(getUser(accessToken)).rejects.toMatchObject(refused('Invalid Access Token'));
  });
});
