import {
  AdminUserGlobalSignOutCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import {
  callback,
  email,
  type OAuthFixture,
  startOAuthFixture,
} from '../spec-support/oauth-fixture.js';

describe('/oauth2/userInfo', () => {
  const resources = useResources();
  let fixture: OAuthFixture;
  beforeAll(async () => {
    fixture = await resources.add(startOAuthFixture());
  });

  const tokens = async (clientName: string, scope: string) => {
    const { id, secrets } = fixture.client(clientName);
    const [secret] = secrets;
    const code = await fixture.code(clientName, { scope });
    const form = {
      grant_type: 'authorization_code',
      client_id: id,
      code,
      redirect_uri: callback,
      ...(secret ? { client_secret: secret.value } : {}),
    };
    return (await fixture.post('/oauth2/token', form)).json() as Record<string, string>;
  };
  const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` });
  const userInfo = (token: string | undefined) => fixture.get('/oauth2/userInfo', bearer(token));

  describe('200', () => {
    it.each(['GET', 'POST'])('tells by %s of the user, in texts', async (method) => {
      const { access_token } = await tokens('app', 'openid');
      const answer =
        method === 'GET'
          ? await userInfo(access_token)
          : await fixture.post('/oauth2/userInfo', {}, bearer(access_token));
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
      });
      const { sub, username } = fixture.user();
      expect(answer.json()).toEqual({
        sub,
        email,
        email_verified: 'true',
        phone_number: '+15555550100',
        name: 'Ann',
        'custom:level': '3',
        username,
      });
    });

    it('tells what the scopes allow and the client can read', async () => {
      const { sub, username } = fixture.user();
      const byEmail = await tokens('app', 'openid email');
      expect((await userInfo(byEmail.access_token)).json()).toEqual({
        sub,
        email,
        email_verified: 'true',
        username,
      });
      const narrow = await tokens('narrow', 'openid');
      expect((await userInfo(narrow.access_token)).json()).toEqual({
        sub,
        email,
        email_verified: 'true',
        name: 'Ann',
        username,
      });
    });

    it('answers a browser that asks whether a page may', async () => {
      const { status, headers } = await fetch(`${fixture.emulator.url}/oauth2/userInfo`, {
        method: 'OPTIONS',
        headers: { 'access-control-request-headers': 'authorization' },
      });
      expect(status).toBe(200);
      expect(headers.get('access-control-allow-headers')).toBe('authorization');
    });
  });

  it.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['no token', { authorization: 'Bearer ' }],
    ['two tokens', { authorization: 'Bearer a b' }],
  ])('400 for %s', async (_what, headers) => {
    const answer = await fixture.get('/oauth2/userInfo', headers);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'invalid_request' });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer error="invalid_request", error_d/);
  });

  it('400 for a token that is in the address or the body, beside the header too', async () => {
    const { access_token = '' } = await tokens('app', 'openid');
    const headers = { authorization: `Bearer ${access_token}` };
    const query = `/oauth2/userInfo?access_token=${access_token}`;
    for (const answer of [
      await fixture.get(query),
      await fixture.get(query, headers),
      await fixture.post('/oauth2/userInfo', { access_token }),
      await fixture.post('/oauth2/userInfo', { access_token }, headers),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ error: 'invalid_request' });
    }
    expect((await fixture.post('/oauth2/userInfo', {}, headers)).status).toBe(200);
  });

  describe('401', () => {
    const refused = async (token: string | undefined) => {
      const answer = await userInfo(token);
      expect(answer.status).toBe(401);
      expect(answer.json()).toMatchObject({ error: 'invalid_token' });
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer error="invalid_token", error_d/);
      return answer.json().error_description;
    };

    it('for tokens without openid: of the API, of other scopes, of machines', async () => {
      const { id: ClientId } = fixture.client('web');
      const AuthParameters = { USERNAME: email, PASSWORD: goodPassword };
      const signIn = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters } as const;
      const { AuthenticationResult } = await fixture.sdk.send(new InitiateAuthCommand(signIn));
      const without = 'Access token does not contain openid scope';
      expect(await refused(AuthenticationResult?.AccessToken)).toBe(without);
      const { access_token } = await tokens('app', 'orders/read');
      expect(await refused(access_token)).toBe(without);
      const { id, secrets } = fixture.client('machine');
      const machine = { client_id: id, client_secret: secrets[0]!.value };
      const grant = { grant_type: 'client_credentials', ...machine };
      const issued = (await fixture.post('/oauth2/token', grant)).json();
      await refused(String(issued.access_token));
    });

    it('for an ID token, a forged one, and no token at all', async () => {
      const { id_token, access_token } = await tokens('app', 'openid');
      await refused(id_token);
      await refused(`${access_token?.slice(0, -6)}AAAAAA`);
      await refused('e30.e30.e30');
    });

    it('for a token that has expired, and one of a sign-in that was ended', async () => {
      const issued = await tokens('app', 'openid');
      fixture.clock.advanceSeconds(3_599);
      expect((await userInfo(issued.access_token)).status).toBe(200);
      fixture.clock.advanceSeconds(1);
      await refused(issued.access_token);
      const { access_token } = await tokens('app', 'openid');
      const user = { UserPoolId: fixture.pool.id, Username: email };
      await fixture.sdk.send(new AdminUserGlobalSignOutCommand(user));
      await refused(access_token);
    });
  });

  it('meets faults by its name', async () => {
    const { faults } = fixture.emulator.services;
    faults.set({
      operations: { userInfo: { error: 1 }, authorize: { throttle: 1 }, logout: { error: 1 } },
    });
    expect((await userInfo('x')).status).toBe(500);
    expect((await userInfo('x')).status).toBe(401);
    expect((await fixture.get('/oauth2/authorize')).status).toBe(429);
    expect((await fixture.get('/logout')).status).toBe(500);
  });
});
