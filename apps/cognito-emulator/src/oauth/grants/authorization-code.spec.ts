import { createHash, randomBytes } from 'node:crypto';
import { useResources } from '@gatehouse/test-kit';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import {
  callback,
  type OAuthFixture,
  startOAuthFixture,
} from '../../spec-support/oauth-fixture.js';

const verifier = randomBytes(32).toString('base64url');
const pkce = {
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};

describe('grant type authorization_code', () => {
  const resources = useResources();
  let fixture: OAuthFixture;
  beforeAll(async () => {
    fixture = await resources.add(startOAuthFixture());
  });

  const redeem = (
    code: string,
    more: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) =>
    fixture.post(
      '/oauth2/token',
      {
        grant_type: 'authorization_code',
        client_id: fixture.client('app').id,
        code,
        redirect_uri: callback,
        ...more,
      },
      headers,
    );
  const tokens = async (code: string, more: Record<string, string> = {}) => {
    const answer = await redeem(code, more);
    expect(answer.status).toBe(200);
    return answer.json() as Record<'access_token' | 'id_token' | 'refresh_token', string>;
  };
  const refresh = (refresh_token: string) =>
    fixture.post('/oauth2/token', {
      grant_type: 'refresh_token',
      client_id: fixture.client('app').id,
      refresh_token,
    });
  const confidential = () => {
    const { id, secrets } = fixture.client('confidential');
    return { client_id: id, client_secret: secrets[0]!.value };
  };

  describe('200', () => {
    it('gives three tokens, in the form of Cognito', async () => {
      const code = await fixture.code('app', { nonce: 'n-1', scope: 'openid orders/read' });
      const answer = await redeem(code);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        pragma: 'no-cache',
        'access-control-allow-origin': '*',
        'content-type': 'application/json; charset=utf-8',
      });
      const body = answer.json();
      expect(body).toEqual({
        id_token: expect.any(String) as string,
        access_token: expect.any(String) as string,
        refresh_token: expect.any(String) as string,
        expires_in: 3600,
        token_type: 'Bearer',
      });
      const { url, services } = fixture.emulator;
      const keys = createRemoteJWKSet(new URL(`${url}/${fixture.pool.id}/.well-known/jwks.json`));
      const currentDate = new Date(fixture.clock.nowMilliseconds());
      const issuer = services.issuerOf(fixture.pool);
      const { id: audience } = fixture.client('app');
      const access = await jwtVerify(String(body.access_token), keys, { issuer, currentDate });
      const id = await jwtVerify(String(body.id_token), keys, { issuer, audience, currentDate });
      expect(access.payload).toMatchObject({
        client_id: audience,
        scope: 'openid orders/read',
        token_use: 'access',
        version: 2,
        trigger: 'TokenGeneration_HostedAuth',
        amr: ['pwd'],
      });
      expect(access.payload).not.toHaveProperty('aud');
      expect(id.payload).toMatchObject({
        nonce: 'n-1',
        token_use: 'id',
        email: 'ann@example.com',
        email_verified: true,
        'custom:level': '3',
        at_hash: createHash('sha256')
          .update(String(body.access_token))
          .digest()
          .subarray(0, 16)
          .toString('base64url'),
        origin_jti: access.payload.origin_jti,
        event_id: access.payload.event_id,
      });
    });

    it('has the time at which the user signed in', async () => {
      const signedInAt = fixture.clock.nowMilliseconds() - 600_000;
      const query = new URLSearchParams({
        client_id: fixture.client('app').id,
        response_type: 'code',
        redirect_uri: callback,
      }).toString();
      const browser = await fixture.signedIn({ signedInAt });
      const answer = await fixture.get(`/oauth2/authorize?${query}`, browser);
      const { access_token } = await tokens(answer.redirect().searchParams.get('code')!);
      expect(decodeJwt(access_token)).toMatchObject({
        auth_time: signedInAt / 1_000,
        iat: fixture.clock.nowMilliseconds() / 1_000,
      });
    });

    it('gives all scopes of the client when none was asked for', async () => {
      const { access_token } = await tokens(await fixture.code('app'));
      expect(decodeJwt(access_token).scope).toBe('openid email profile phone orders/read');
    });

    it('gives no ID token without openid, not on refresh either', async () => {
      const issued = await tokens(await fixture.code('app', { scope: 'orders/read' }));
      expect(issued).not.toHaveProperty('id_token');
      expect((await refresh(issued.refresh_token)).json()).not.toHaveProperty('id_token');
    });

    it.each([
      ['openid', ['custom:level', 'email', 'email_verified', 'name', 'phone_number']],
      ['openid email', ['email', 'email_verified']],
      ['openid phone', ['phone_number']],
      ['openid email phone', ['email', 'email_verified', 'phone_number']],
      ['openid profile', ['custom:level', 'email', 'email_verified', 'name', 'phone_number']],
      ['openid orders/read', ['custom:level', 'email', 'email_verified', 'name', 'phone_number']],
    ])('tells with the scopes %s of %j', async (scope, attributes) => {
      const issued = await tokens(await fixture.code('app', { scope }));
      const again = (await refresh(issued.refresh_token)).json();
      for (const token of [issued.id_token, String(again.id_token)]) {
        const told = Object.keys(decodeJwt(token));
        const candidates = ['email', 'email_verified', 'phone_number', 'name', 'custom:level'];
        expect(told.filter((name) => candidates.includes(name)).sort()).toEqual(attributes);
      }
    });

    it('binds access tokens to a resource, those of a refresh too', async () => {
      const resource = 'https://api.example/orders';
      const issued = await tokens(await fixture.code('app', { resource }));
      const again = (await refresh(issued.refresh_token)).json();
      for (const token of [issued.access_token, String(again.access_token)])
        expect(decodeJwt(token).aud).toBe(resource);
      expect(decodeJwt(issued.id_token).aud).toBe(fixture.client('app').id);
    });

    it('refreshes with the same sign-in and no nonce', async () => {
      const issued = await tokens(await fixture.code('app', { nonce: 'n' }));
      fixture.clock.advanceSeconds(100);
      const again = (await refresh(issued.refresh_token)).json();
      expect(again).not.toHaveProperty('refresh_token');
      const [before, after] = [issued.id_token, String(again.id_token)].map((one) =>
        decodeJwt(one),
      );
      expect(after).toMatchObject({
        auth_time: before!.auth_time,
        origin_jti: before!.origin_jti,
        iat: before!.iat! + 100,
        at_hash: expect.any(String) as string,
      });
      expect(after).not.toHaveProperty('nonce');
      expect(decodeJwt(String(again.access_token)).trigger).toBe('TokenGeneration_RefreshTokens');
    });

    it.each(['form', 'basic'])('authenticates a client with a secret by %s', async (way) => {
      const { client_id, client_secret } = confidential();
      const code = await fixture.code('confidential', pkce);
      const encoded = Buffer.from(`${client_id}:${client_secret}`).toString('base64');
      const answer =
        way === 'form'
          ? await redeem(code, { client_id, client_secret, code_verifier: verifier })
          : await redeem(
              code,
              { client_id, code_verifier: verifier },
              { authorization: `Basic ${encoded}` },
            );
      expect(answer.status).toBe(200);
    });

    it('rotates refresh tokens where the client is set so', async () => {
      const secret = confidential();
      const first = (await redeem(await fixture.code('confidential'), secret)).json();
      const grant = { grant_type: 'refresh_token', ...secret };
      const use = (refresh_token: unknown) =>
        fixture.post('/oauth2/token', { ...grant, refresh_token: String(refresh_token) });
      const second = (await use(first.refresh_token)).json();
      expect(second.refresh_token).not.toBe(first.refresh_token);
      expect((await use(first.refresh_token)).json()).toEqual({ error: 'invalid_grant' });
      expect((await use(second.refresh_token)).status).toBe(200);
    });
  });

  describe('400', () => {
    const refused = async (
      code: string,
      more: Record<string, string>,
      error: string,
      description?: string,
    ) => {
      const answer = await redeem(code, more);
      expect(answer.status).toBe(400);
      expect(answer.json()).toEqual({
        error,
        ...(description === undefined ? {} : { error_description: description }),
      });
    };

    it.each([
      ['no code', { code: '' }, 'invalid_request', 'code is missing.'],
      ['no redirect URI', { redirect_uri: '' }, 'invalid_request', 'redirect_uri is missing.'],
      [
        'another redirect URI of the client',
        { redirect_uri: 'http://localhost:3000/' },
        'unauthorized_client',
        'invalid_redirect',
      ],
      ['an unknown code', { code: 'x' }, 'invalid_grant', undefined],
      ['an unknown client', { client_id: 'nobody' }, 'invalid_client', undefined],
      ['a secret for a public client', { client_secret: 'x' }, 'invalid_client', undefined],
    ])('for %s; the code is still good', async (_what, more: object, error, description) => {
      const code = await fixture.code('app');
      await refused(code, more as Record<string, string>, error, description);
      await tokens(code);
    });

    it('for a client that may not have codes', async () => {
      const { id } = fixture.client('implicit');
      await refused('x', { client_id: id }, 'unauthorized_client');
    });

    it('for a code after five minutes', async () => {
      const [late, inTime] = [await fixture.code('app'), await fixture.code('app')];
      fixture.clock.advanceSeconds(299);
      await tokens(inTime);
      fixture.clock.advanceSeconds(1);
      await refused(late, {}, 'invalid_grant');
    });

    it('for a user who was disabled meanwhile', async () => {
      const { users } = fixture.emulator.services;
      const code = await fixture.code('app');
      await users.save({ ...fixture.user(), enabled: false }, []);
      await refused(code, {}, 'invalid_grant');
      await users.save({ ...fixture.user(), enabled: true }, []);
    });

    it('for a code that was used; what it gave ends', async () => {
      const code = await fixture.code('app');
      const issued = await tokens(code);
      await refused(code, {}, 'invalid_grant');
      expect((await refresh(issued.refresh_token)).json()).toEqual({ error: 'invalid_grant' });
      const userInfo = await fixture.get('/oauth2/userInfo', {
        authorization: `Bearer ${issued.access_token}`,
      });
      expect(userInfo.status).toBe(401);
    });

    it('for all but one of those who use a code at once', async () => {
      const code = await fixture.code('app');
      const answers = await Promise.all([1, 2, 3, 4].map(() => redeem(code)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    });

    it.each([
      ['none', {}],
      ['another', { code_verifier: randomBytes(32).toString('base64url') }],
      ['the challenge itself', { code_verifier: pkce.code_challenge }],
      ['a short one', { code_verifier: 'x' }],
    ])('for a code with a challenge and as verifier %s', async (_what, more) => {
      const code = await fixture.code('app', pkce);
      await refused(code, more, 'invalid_grant');
      await tokens(code, { code_verifier: verifier });
    });

    it('for a verifier where the code has no challenge', async () => {
      await refused(await fixture.code('app'), { code_verifier: verifier }, 'invalid_grant');
    });

    it("for another client's code, which stays good for its own", async () => {
      const code = await fixture.code('app');
      await refused(code, confidential(), 'invalid_grant');
      await tokens(code);
      const issued = await tokens(await fixture.code('app'));
      await refused(code, confidential(), 'invalid_grant');
      expect((await refresh(issued.refresh_token)).status).toBe(200);
    });
  });
});
