import type { UserPrincipal } from '@gatehouse/auth-core';
import type { PagesChallenge, SteppedUp } from '@gatehouse/contracts';
import { type FakeAnswer, type FakeReaction, FakeServer, useResources } from '@gatehouse/test-kit';
import { createHash } from 'node:crypto';
import { cognitoOf } from '../identity-provider/cognito-of.js';
import { testAccountClient, testConfig } from '../testing/test-config.js';
import { type TestUser, UserServiceFixture } from '../testing/user-service-fixture.js';
import { clockSkewSeconds } from './page-tokens.js';

const redirectUri = 'https://app.example/step-up?tenant=1';
const code = 'the-code-of-the-pages';
const start = 'POST /account/step-up';
const respond = 'POST /account/step-up/challenge';
const nowSeconds = () => Math.floor(Date.now() / 1_000);

const unreadable = {
  access_token: 'a.b.c',
  id_token: 'a.b.c',
  token_type: 'Bearer',
  expires_in: 300,
};

/** Claims that replace those of a sign-in as it should be; `both` those of both tokens. */
interface TokenChanges {
  readonly both?: object;
  readonly access?: object;
  readonly id?: object;
}

describe("a step-up at the pool's pages", () => {
  const resources = useResources();
  let fixture: UserServiceFixture;
  let user: TestUser;

  beforeAll(async () => {
    const settings = {
      COGNITO_DOMAIN_URL: 'https://pool.example',
      COGNITO_TIMEOUT_MILLISECONDS: 2_000,
    };
    fixture = await resources.add(UserServiceFixture.start(process.env, settings));
  });
  beforeEach(() => {
    fixture.reset();
    user = fixture.newUser();
  });

  async function begin(): Promise<PagesChallenge & { readonly asked: URLSearchParams }> {
    const body = { method: 'pages', redirect_uri: redirectUri };
    const answer = await fixture.call(start, { user, body });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const challenge = answer.body as PagesChallenge;
    return { ...challenge, asked: new URL(challenge.url).searchParams };
  }

  /** The token endpoint's response for a user who has signed in just now, with some claims changed. */
  async function tokens(asked: URLSearchParams, changes: TokenChanges = {}): Promise<FakeAnswer> {
    const { issuer } = fixture.servers;
    const common = { sub: user.sub, auth_time: nowSeconds(), ...changes.both };
    const client = testAccountClient.id;
    const [access_token, id_token] = await Promise.all([
      issuer.oauthUserToken(['openid', 'aws.cognito.signin.user.admin'], {
        claims: { ...common, client_id: client, ...changes.access },
      }),
      issuer.idToken({
        claims: { ...common, aud: client, nonce: asked.get('nonce'), ...changes.id },
      }),
    ]);
    const refresh_token = await issuer.refreshToken();
    const body = { access_token, id_token, refresh_token, token_type: 'Bearer', expires_in: 300 };
    return { body };
  }

  const comeBack = (
    { session, asked }: { readonly session: string; readonly asked: URLSearchParams },
    caller = user,
    state = asked.get('state'),
  ) => fixture.call(respond, { user: caller, body: { challenge: 'pages', session, code, state } });

  const exchanges = () =>
    fixture.servers.cognito.requests.filter(({ body }) => body.includes('authorization_code'));

  /** Begins, comes back, and gets this response of the token endpoint. */
  async function comeBackTo(reaction: FakeReaction) {
    const begun = await begin();
    fixture.answers.authorization_code = reaction;
    return comeBack(begun);
  }
  async function comeBackWith(changes: TokenChanges) {
    const begun = await begin();
    fixture.answers.authorization_code = await tokens(begun.asked, changes);
    return comeBack(begun);
  }

  describe('begins', () => {
    it('with an authorization request that makes the user sign in again', async () => {
      const { url, session, expires_in, asked, ...others } = await begin();
      expect(others).toEqual({ challenge: 'pages' });
      expect(expires_in).toBe(600);
      expect(url.startsWith('https://pool.example/oauth2/authorize?')).toBe(true);
      const random = expect.stringMatching(/^[\w-]{43}$/) as string;
      expect(Object.fromEntries(asked)).toEqual({
        response_type: 'code',
        client_id: testAccountClient.id,
        redirect_uri: redirectUri,
        scope: 'openid aws.cognito.signin.user.admin',
        state: random,
        nonce: random,
        prompt: 'login',
        code_challenge_method: 'S256',
        code_challenge: random,
      });
      expect(session.split('.')).toHaveLength(5);
      expect([fixture.asked, exchanges()]).toEqual([[], []]);
    });

    it('with other secrets each time', async () => {
      const [one, other] = [(await begin()).asked, (await begin()).asked];
      for (const name of ['state', 'nonce', 'code_challenge']) {
        expect(one.get(name)).not.toBe(other.get(name));
      }
    });
  });

  it('exchanges the code for a handle, and keeps the tokens', async () => {
    const begun = await begin();
    const exchanged = await tokens(begun.asked);
    fixture.answers.authorization_code = exchanged;
    const { status, headers, body } = await comeBack(begun);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({ step_up: expect.any(String) as string, expires_in: 290 });

    const [{ headers: sent, body: form }] = exchanges() as [ReturnType<typeof exchanges>[number]];
    const { id, secret } = testAccountClient;
    expect(sent.authorization).toBe(`Basic ${btoa(`${id}:${secret}`)}`);
    const { code_verifier: verifier = '', ...rest } = Object.fromEntries(new URLSearchParams(form));
    expect(rest).toEqual({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(
      begun.asked.get('code_challenge'),
    );

    fixture.answers.AssociateSoftwareToken = { body: { SecretCode: 'JBSWY3DPEHPK3PXP' } };
    const handle = { 'step-up': (body as SteppedUp).step_up };
    const setUp = await fixture.call('POST /account/factors/totp', { user, headers: handle });
    expect(setUp.status).toBe(200);
    const { access_token: AccessToken } = exchanged.body as { access_token: string };
    expect(fixture.asked).toContainEqual(['AssociateSoftwareToken', { AccessToken }]);
  });

  it('counts a sign-in whose time the clocks of both servers may differ by', async () => {
    const begun = await begin();
    const both = { auth_time: nowSeconds() - clockSkewSeconds };
    fixture.answers.authorization_code = await tokens(begun.asked, { both });
    expect((await comeBack(begun)).status).toBe(200);
  });

  describe('400', () => {
    it.each([
      ['that is relative', '/step-up'],
      ['with a fragment', 'https://app.example/#fragment'],
      ['with a blank', 'https://app.example/a b'],
      ['of more than 1,024 characters', `https://app.example/${'a'.repeat(1_024)}`],
      ['that is missing', undefined],
    ])('for a redirect_uri %s', async (_name, redirect_uri) => {
      const body = { method: 'pages', redirect_uri };
      const refused = await fixture.call(start, { user, body });
      expect([refused.status, refused.body]).toMatchObject([400, { code: 'invalid_request' }]);
    });

    it.each([
      ['without a code', { code: undefined }],
      ['without a state', { state: undefined }],
      ['with a code of control characters', { code: 'a\n' }],
      ['with an unknown member', { iss: 'https://pool.example' }],
    ])('for a response %s', async (_name, changes) => {
      const { session, asked } = await begin();
      const response = { challenge: 'pages', session, code, state: asked.get('state'), ...changes };
      const refused = await fixture.call(respond, { user, body: response });
      expect([refused.status, refused.body]).toMatchObject([400, { code: 'invalid_request' }]);
      expect(exchanges()).toEqual([]);
    });

    it('at a sign-in, which does not know the challenge', async () => {
      const { session, asked } = await begin();
      const body = { challenge: 'pages', session, code, state: asked.get('state') };
      const refused = await fixture.call('POST /auth/challenge', { body });
      expect([refused.status, refused.body]).toMatchObject([400, { code: 'invalid_request' }]);
      const begun = await fixture.call('POST /auth/token', {
        body: { method: 'pages', redirect_uri: redirectUri },
      });
      expect([begun.status, begun.body]).toMatchObject([400, { code: 'invalid_request' }]);
    });
  });

  describe('401 sign_in_expired', () => {
    const expired = [401, { code: 'sign_in_expired' }];

    it('for another state, before the code is used', async () => {
      const [begun, other] = [await begin(), await begin()];
      for (const state of [other.asked.get('state'), 'x', begun.asked.get('nonce')]) {
        const refused = await comeBack(begun, user, state);
        expect([refused.status, refused.body]).toMatchObject(expired);
      }
      expect(exchanges()).toEqual([]);
    });

    it('for a session that was changed, or is of another kind of step-up', async () => {
      const begun = await begin();
      const ChallengeName = 'SOFTWARE_TOKEN_MFA';
      fixture.answers.InitiateAuth = { body: { ChallengeName, Session: 's' } };
      const byPassword = await fixture.call(start, { user, body: { password: 'a' } });
      const { session: otherKind } = byPassword.body as { session: string };
      for (const session of [`${begun.session.slice(0, -4)}AAAA`, otherKind]) {
        const refused = await comeBack({ ...begun, session });
        expect([refused.status, refused.body]).toMatchObject(expired);
      }
      const body = { challenge: 'totp', session: begun.session, code: '123456' };
      const elsewhere = await fixture.call(respond, { user, body });
      expect([elsewhere.status, elsewhere.body]).toMatchObject(expired);
      expect(exchanges()).toEqual([]);
    });

    it('for a code that was used, has expired or is of another request', async () => {
      const error = { status: 400, body: { error: 'invalid_grant' } };
      const refused = await comeBackTo(error);
      expect([refused.status, refused.body]).toMatchObject(expired);
    });

    it.each([
      ['another nonce', { nonce: 'of another request' }],
      ['no nonce', { nonce: undefined }],
    ])('for an ID token with %s', async (_name, id) => {
      const refused = await comeBackWith({ id });
      expect([refused.status, refused.body]).toMatchObject(expired);
    });
  });

  describe('403', () => {
    it('other_user for another caller, and step_up_required in another session', async () => {
      const begun = await begin();
      const stranger = { ...fixture.newUser(), originJti: user.originJti };
      const otherPool = { ...user, poolId: 'eu-west-1_OtherPool' };
      for (const [caller, reason] of [
        [stranger, 'other_user'],
        [otherPool, 'other_user'],
        [{ ...user, originJti: 'another-session' }, 'step_up_required'],
      ] as const) {
        const refused = await comeBack(begun, caller);
        expect([refused.status, refused.body]).toMatchObject([403, { code: reason }]);
      }
      expect(exchanges()).toEqual([]);
    });

    const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_OtherPool';
    it.each<[string, TokenChanges]>([
      ['another user signed in', { both: { sub: 'somebody-else' } }],
      ['the access token is of another user', { access: { sub: 'somebody-else' } }],
      ['the ID token is of another user', { id: { sub: 'somebody-else' } }],
      ['the access token is of another pool', { access: { iss: issuer } }],
      ['the ID token is of another pool', { id: { iss: issuer } }],
    ])('other_user when %s', async (_name, changes) => {
      const refused = await comeBackWith(changes);
      expect([refused.status, refused.body]).toMatchObject([403, { code: 'other_user' }]);
    });

    it.each(['both', 'access', 'id'])(
      'earlier_sign_in when the pages used a sign-in from before the step-up: %s',
      async (of) => {
        const auth_time = nowSeconds() - clockSkewSeconds - 1;
        const refused = await comeBackWith({ [of]: { auth_time } });
        expect([refused.status, refused.body]).toMatchObject([403, { code: 'earlier_sign_in' }]);
      },
    );
  });

  describe('429', () => {
    it('while Cognito asks for fewer requests', async () => {
      const refused = await comeBackTo({ status: 429 });
      expect([refused.status, refused.body]).toMatchObject([429, { code: 'too_many_requests' }]);
    });
  });

  describe('503 identity_provider_unavailable', () => {
    const unavailable = [503, { code: 'identity_provider_unavailable' }];

    it.each<[string, FakeReaction]>([
      ['fails', { status: 500, body: '<html>' }],
      ['closes the connection', 'drop'],
      ['does not respond in time', 'hang'],
      ['does not know the client', { status: 400, body: { error: 'invalid_client' } }],
      ['redirects', { status: 302, headers: { location: 'https://thief.example/' } }],
      ['responds with more than 64 KiB', { body: { padding: 'x'.repeat(70_000) } }],
      ['issues tokens that cannot be read', { body: unreadable }],
    ])('when the token endpoint %s', async (_name, reaction) => {
      const refused = await comeBackTo(reaction);
      expect([refused.status, refused.body]).toMatchObject(unavailable);
      expect(JSON.stringify(refused.body)).not.toContain(code);
    });

    it.each<[string, TokenChanges]>([
      ['an access token of another client', { access: { client_id: 'web' } }],
      ['an ID token of another client', { id: { aud: 'web' } }],
      ['an ID token in place of the access token', { access: { token_use: 'id' } }],
      ['an access token in place of the ID token', { id: { token_use: 'access' } }],
      ['an access token without auth_time', { access: { auth_time: undefined } }],
      ['an ID token without auth_time', { id: { auth_time: undefined } }],
    ])('for %s', async (_name, changes) => {
      const refused = await comeBackWith(changes);
      expect([refused.status, refused.body]).toMatchObject(unavailable);
    });
  });
});

describe("a step-up at the pool's pages, where only the pool's domain is configured", () => {
  const resources = useResources();

  it("exchanges the code at the domain's token endpoint", async () => {
    const domain = await resources.add(FakeServer.start(() => ({ status: 429 })));
    const config = testConfig({ databaseUrl: 'postgres://localhost/none' });
    const own = { COGNITO_DOMAIN_URL: domain.url, COGNITO_TOKEN_URL: undefined };
    const { stepUps, connection } = cognitoOf({ ...config, ...own });
    resources.add(connection, (one) => one.onApplicationShutdown());
    const principal = { poolId: 'p', subject: 's', originJti: 'o' } as UserPrincipal;
    const request = { method: 'pages', redirect_uri: redirectUri } as const;
    const begun = (await stepUps.start(principal, request)) as PagesChallenge;
    const { session, url } = begun;
    const state = new URL(url).searchParams.get('state') ?? '';
    const response = { challenge: 'pages', session, code, state } as const;
    await expect(stepUps.respond(principal, response)).rejects.toMatchObject({ kind: 'limited' });
    expect(domain.requests.map(({ path }) => path)).toEqual(['/oauth2/token']);
  });
});

describe("a step-up at the pool's pages, where the service knows none", () => {
  const resources = useResources();

  it('is rejected with 400 pages_unavailable', async () => {
    const fixture = await resources.add(UserServiceFixture.start(process.env));
    const user = fixture.newUser();
    const session = 'a.b.c.d.e';
    for (const [route, body] of [
      [start, { method: 'pages', redirect_uri: redirectUri }],
      [respond, { challenge: 'pages', session, code, state: 's' }],
    ] as const) {
      const refused = await fixture.call(route, { user, body });
      expect([refused.status, refused.body]).toMatchObject([400, { code: 'pages_unavailable' }]);
    }
  });
});
