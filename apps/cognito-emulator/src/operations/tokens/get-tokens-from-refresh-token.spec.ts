import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { confirmedUser, createHarness, type Harness, signIn } from '../../spec-support/harness.js';

const reused = { code: 'RefreshTokenReuseException' };

describe('refreshing', () => {
  const resources = useResources();
  let harness: Harness;
  let sub: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    sub = await confirmedUser(harness);
  });

  const refresh = async (RefreshToken: string, clientName = 'server', body: object = {}) => {
    const { id: ClientId, secrets } = harness.client(clientName);
    const answer = await harness.callUnsigned('GetTokensFromRefreshToken', {
      RefreshToken,
      ClientId,
      ClientSecret: secrets[0]?.value,
      ...body,
    });
    return answer.AuthenticationResult;
  };
  const signedIn = async (clientName = 'server') =>
    (await signIn(harness, clientName)).AuthenticationResult;

  it('gives what the sign-in gave, auth_time and origin_jti included, as the user is entitled now', async () => {
    const first = await signedIn();
    await harness.call('AdminAddUserToGroup', {
      UserPoolId: harness.pool.id,
      Username: sub,
      GroupName: 'support',
    });
    harness.clock.advanceSeconds(60);
    const second = await refresh(first.RefreshToken);
    const [before, after] = [first, second].map(({ AccessToken }) => decodeJwt(AccessToken));
    expect(after).toMatchObject({
      sub,
      auth_time: before!.auth_time,
      origin_jti: before!.origin_jti,
      event_id: before!.event_id,
      iat: before!.iat! + 60,
      trigger: 'TokenGeneration_RefreshTokens',
      askedScopes: ['aws.cognito.signin.user.admin'],
      scope: 'aws.cognito.signin.user.admin orders/read orders/support',
    });
    expect(after!.jti).not.toBe(before!.jti);
    expect(decodeJwt(second.IdToken).token_use).toBe('id');
  });

  it('replaces the token, which works on for the grace period alone', async () => {
    const first = await signedIn();
    const second = await refresh(first.RefreshToken);
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    harness.clock.advanceSeconds(9);
    const retried = await refresh(first.RefreshToken);
    harness.clock.advanceSeconds(1);
    await expect(refresh(first.RefreshToken)).rejects.toMatchObject(reused);
    await expect(refresh(second.RefreshToken)).resolves.toHaveProperty('AccessToken');
    await expect(refresh(retried.RefreshToken)).resolves.toHaveProperty('AccessToken');
  });

  it('gives each of many at once a token of its own', async () => {
    const first = await signedIn();
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(first.RefreshToken)));
    expect(new Set(answers.map(({ RefreshToken }) => RefreshToken)).size).toBe(5);
    harness.clock.advanceSeconds(10);
    for (const { RefreshToken } of answers)
      await expect(refresh(RefreshToken)).resolves.toHaveProperty('AccessToken');
  });

  it('ends when the first token would have ended, however often it is replaced', async () => {
    let { RefreshToken } = await signedIn();
    for (let day = 0; day < 29; day++) {
      harness.clock.advanceSeconds(86_400);
      ({ RefreshToken } = await refresh(RefreshToken));
    }
    harness.clock.advanceSeconds(86_400);
    await expect(refresh(RefreshToken)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      publicMessage: 'Refresh Token has expired',
    });
  });

  it('keeps the token of a client without rotation', async () => {
    const first = await signedIn('web');
    const second = await refresh(first.RefreshToken, 'web');
    expect(second.RefreshToken).toBeUndefined();
    await expect(refresh(first.RefreshToken, 'web')).resolves.toHaveProperty('AccessToken');
  });

  it('goes through InitiateAuth too, with a hash over the real username', async () => {
    const { RefreshToken } = await signedIn('web');
    const auth = (AuthFlow: string) =>
      harness.callUnsigned('InitiateAuth', {
        AuthFlow,
        ClientId: harness.client('web').id,
        AuthParameters: { REFRESH_TOKEN: RefreshToken },
      });
    for (const flow of ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']) {
      const { AuthenticationResult: result } = await auth(flow);
      expect(result.RefreshToken).toBeUndefined();
      expect(decodeJwt(result.AccessToken).sub).toBe(sub);
    }
  });

  it('refuses what is no refresh token of this client', async () => {
    const { RefreshToken, AccessToken } = await signedIn();
    const web = await signedIn('web');
    const tampered = RefreshToken.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const token of ['a.b.c.d.e', 'x', tampered, AccessToken, web.RefreshToken])
      await expect(refresh(token)).rejects.toMatchObject({
        code: 'NotAuthorizedException',
        publicMessage: 'Invalid Refresh Token',
      });
  });

  it.each([undefined, 'x'.repeat(51)])('refuses the secret %s', async (ClientSecret) => {
    const { RefreshToken } = await signedIn();
    await expect(refresh(RefreshToken, 'server', { ClientSecret })).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    });
  });

  it('refuses a revoked session and a disabled user', async () => {
    const { users, sessions } = harness.services;
    const first = await signedIn();
    const user = users.get(harness.pool, sub);
    await users.save({ ...user, enabled: false });
    await expect(refresh(first.RefreshToken)).rejects.toMatchObject({
      publicMessage: 'User is disabled.',
    });
    await users.save(user);
    const [session] = sessions.ofUser(user);
    await sessions.save({ ...session!, revokedAt: harness.clock.nowMilliseconds() });
    await expect(refresh(first.RefreshToken)).rejects.toMatchObject({
      publicMessage: 'Refresh Token has been revoked',
    });
  });

  it('forgets sessions that are over when the user signs in again', async () => {
    await signedIn();
    await signedIn();
    harness.clock.advanceSeconds(31 * 86_400);
    await signedIn();
    const { users, sessions } = harness.services;
    expect([...sessions.ofUser(users.get(harness.pool, sub))]).toHaveLength(1);
  });
});
