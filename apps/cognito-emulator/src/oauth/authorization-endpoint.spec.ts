import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import {
  authorizeQuery,
  callback,
  type OAuthFixture,
  startOAuthFixture,
} from '../spec-support/oauth-fixture.js';

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('GET /oauth2/authorize', () => {
  const resources = useResources();
  let fixture: OAuthFixture;
  let id: string;
  beforeAll(async () => {
    fixture = await resources.add(startOAuthFixture());
    id = fixture.client('app').id;
  });

  const authorize = (more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fixture.get(`/oauth2/authorize?${authorizeQuery(id, more)}`, headers);
  const parameters = (url: URL) => Object.fromEntries(url.searchParams);

  describe('302 to the sign-in page', () => {
    it('with the same parameters', async () => {
      const more = {
        scope: 'openid orders/read',
        state: 'a b&c=d',
        nonce: 'n',
        login_hint: 'ann',
        lang: 'de',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        resource: 'https://api.example/',
        identity_provider: 'COGNITO',
      };
      const answer = await authorize(more);
      expect(answer.status).toBe(302);
      expect(answer.redirect().pathname).toBe('/login');
      expect(parameters(answer.redirect())).toEqual({
        client_id: id,
        response_type: 'code',
        redirect_uri: callback,
        ...more,
      });
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it('at the address that cognito-at-edge asks at', async () => {
      const answer = await fixture.get(`/authorize?${authorizeQuery(id, { state: 's' })}`);
      expect(answer.status).toBe(302);
      expect(answer.redirect().pathname).toBe('/login');
      expect(answer.redirect().searchParams.get('state')).toBe('s');
    });

    it.each(['login', 'select_account'])(
      'for prompt=%s, though somebody is signed in',
      async (prompt) => {
        const answer = await authorize({ prompt }, await fixture.signedIn());
        expect(answer.redirect().pathname).toBe('/login');
      },
    );

    it('when the sign-in is older than max_age', async () => {
      const minuteAgo = fixture.clock.nowMilliseconds() - 60_000;
      const browser = await fixture.signedIn({ signedInAt: minuteAgo });
      const young = await authorize({ max_age: '60' }, browser);
      expect(young.redirect().searchParams.has('code')).toBe(true);
      for (const age of ['59', '0'])
        expect((await authorize({ max_age: age }, browser)).redirect().pathname).toBe('/login');
      const now = await authorize({ max_age: '0' }, await fixture.signedIn());
      expect(now.redirect().pathname).toBe('/login');
    });

    it('when the factors reach none of the levels asked for', async () => {
      const asking = { acr_values: 'urn:cognito:loa:4 urn:cognito:loa:3' };
      const byPassword = await authorize(asking, await fixture.signedIn());
      expect(byPassword.redirect().pathname).toBe('/login');
      const factors = ['pwd', 'sms'] as const;
      const byBoth = await authorize(asking, await fixture.signedIn({ factors }));
      expect(byBoth.redirect().searchParams.has('code')).toBe(true);
    });

    it('an hour after the sign-in, and once the user is disabled', async () => {
      const hourAgo = fixture.clock.nowMilliseconds() - 3_600_000;
      const old = await authorize({}, await fixture.signedIn({ signedInAt: hourAgo }));
      expect(old.redirect().pathname).toBe('/login');
      const nobody = await authorize({}, await fixture.signedIn({ sub: 'somebody-else' }));
      expect(nobody.redirect().pathname).toBe('/login');
      const { users } = fixture.emulator.services;
      const browser = await fixture.signedIn();
      await users.save({ ...fixture.user(), enabled: false }, []);
      expect((await authorize({}, browser)).redirect().pathname).toBe('/login');
      await users.save({ ...fixture.user(), enabled: true }, []);
    });

    it('in a browser from before the user was disabled, once enabled again', async () => {
      const browser = await fixture.signedIn();
      const user = { UserPoolId: fixture.pool.id, Username: fixture.user().username };
      await fixture.sdk.send(new AdminDisableUserCommand(user));
      await fixture.sdk.send(new AdminEnableUserCommand(user));
      expect((await authorize({}, browser)).redirect().pathname).toBe('/login');
      const anew = await authorize({}, await fixture.signedIn());
      expect(anew.redirect().searchParams.has('code')).toBe(true);
    });
  });

  describe('302 back to the client', () => {
    it('with a code and the state', async () => {
      const answer = await authorize({ state: 'a b' }, await fixture.signedIn());
      const url = answer.redirect();
      expect(`${url.origin}${url.pathname}`).toBe(callback);
      expect(parameters(url)).toEqual({
        code: expect.stringMatching(/^[\da-f-]{36}$/) as string,
        state: 'a b',
      });
    });

    it.each(['none', 'consent', 'none '])('with a code for prompt=%s', async (prompt) => {
      const answer = await authorize({ prompt }, await fixture.signedIn());
      expect(answer.redirect().searchParams.has('code')).toBe(true);
    });

    it.each([
      [
        'https://app.example/callback?tenant=1',
        /^https:\/\/app\.example\/callback\?tenant=1&code=/,
      ],
      ['myapp://signed-in', /^myapp:\/\/signed-in\?code=/],
      ['http://localhost:3000/', /^http:\/\/localhost:3000\/\?code=/],
      ['https://app.example/bücher', /^https:\/\/app\.example\/b%C3%BCcher\?code=/],
    ])('at %s', async (redirect_uri, location) => {
      const answer = await authorize({ redirect_uri }, await fixture.signedIn());
      expect(answer.headers.location).toMatch(location);
    });

    it('with tokens in the fragment for a client that may have them so', async () => {
      const implicit = { client_id: fixture.client('implicit').id, response_type: 'token' };
      const answer = await authorize({ ...implicit, state: 's' }, await fixture.signedIn());
      const url = answer.redirect();
      expect(url.search).toBe('');
      expect(Object.fromEntries(new URLSearchParams(url.hash.slice(1)))).toEqual({
        access_token: expect.stringMatching(/^ey/) as string,
        id_token: expect.stringMatching(/^ey/) as string,
        token_type: 'bearer',
        expires_in: '3600',
        state: 's',
      });
    });
  });

  describe('302 back to the client with an error', () => {
    it.each([
      [{ response_type: '' }, 'invalid_request'],
      [{ response_type: 'id_token' }, 'invalid_request'],
      [{ response_type: 'code token' }, 'invalid_request'],
      [{ scope: 'openid orders/nothing' }, 'invalid_scope'],
      [{ scope: 'openid orders/write' }, 'invalid_scope'],
      [{ scope: 'openid aws.cognito.signin.user.admin' }, 'invalid_scope'],
      [{ scope: 'OpenID' }, 'invalid_scope'],
      [{ scope: 'email' }, 'invalid_scope'],
      [{ code_challenge: challenge }, 'invalid_request'],
      [{ code_challenge: challenge, code_challenge_method: 'plain' }, 'invalid_request'],
      [{ code_challenge: challenge, code_challenge_method: 's256' }, 'invalid_request'],
      [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
      [{ code_challenge_method: 'S256' }, 'invalid_request'],
      [{ prompt: 'create' }, 'invalid_request'],
      [{ prompt: 'none login' }, 'invalid_request'],
      [{ max_age: '-1' }, 'invalid_request'],
      [{ resource: 'orders' }, 'invalid_request'],
      [{ resource: 'https://api.example/#part' }, 'invalid_request'],
      [{ identity_provider: 'Google' }, 'invalid_request'],
      [{ idp_identifier: 'example.com' }, 'invalid_request'],
    ])('%j', async (more: Record<string, string>, error) => {
      const answer = await authorize({ ...more, state: 'kept' }, await fixture.signedIn());
      expect(answer.status).toBe(302);
      const url = answer.redirect();
      expect(`${url.origin}${url.pathname}`).toBe(callback);
      expect(parameters(url)).toMatchObject({ error, state: 'kept' });
      expect(url.searchParams.has('code')).toBe(false);
    });

    it('login_required for prompt=none when nobody is signed in, or too long ago', async () => {
      const nobody = await authorize({ prompt: 'none', state: 's' });
      expect(parameters(nobody.redirect())).toEqual({ error: 'login_required', state: 's' });
      const early = fixture.clock.nowMilliseconds() - 10_000;
      const browser = await fixture.signedIn({ signedInAt: early });
      const late = await authorize({ prompt: 'none', max_age: '9' }, browser);
      expect(parameters(late.redirect())).toEqual({ error: 'login_required' });
    });

    it('unauthorized_client for a response type the client may not use, in the fragment for tokens', async () => {
      const answer = await authorize({ response_type: 'token' }, await fixture.signedIn());
      expect(answer.headers.location).toBe(`${callback}#error=unauthorized_client`);
      const client_id = fixture.client('implicit').id;
      const code = await authorize({ client_id }, await fixture.signedIn());
      expect(parameters(code.redirect())).toEqual({ error: 'unauthorized_client' });
    });

    it.each(['state', 'scope', 'nonce', 'code_challenge', 'prompt'])(
      'invalid_request for %s given twice',
      async (name) => {
        const query = `${authorizeQuery(id)}&${name}=x&${name}=x`;
        const answer = await fixture.get(`/oauth2/authorize?${query}`);
        expect(parameters(answer.redirect())).toEqual({
          error: 'invalid_request',
          error_description: 'A parameter is given twice.',
        });
      },
    );
  });

  describe('302 to the error page', () => {
    it.each([
      ['https://app.example/callback/', 'another path'],
      ['https://app.example/Callback', 'other letters'],
      ['https://APP.example/callback', 'other letters in the host'],
      ['https://app.example:443/callback', 'a port that says nothing'],
      ['https://app.example/callback#', 'a fragment'],
      ['https://app.example/callback?x', 'a query'],
      ['https://app.example/x/../callback', 'a way round'],
      ['https://app.example%2Fcallback', 'something encoded'],
      ['https://app.example@evil.example/callback', 'somebody else behind an @'],
      ['http://app.example/callback', 'no TLS'],
      ['//app.example/callback', 'no scheme'],
      ['javascript:alert(1)', 'a script'],
      ['http://localhost:3001/', 'another port'],
      ['https://app.example/callback\r\nset-cookie: a=b', 'a line break'],
    ])('for %s: %s', async (redirect_uri) => {
      const answer = await authorize({ redirect_uri }, await fixture.signedIn());
      expect(answer.status).toBe(302);
      expect(answer.headers.location).toBe(`/error?error=redirect_mismatch&client_id=${id}`);
      expect(answer.headers['set-cookie']).toBeUndefined();
    });

    it.each([
      ['no client', '', 'invalid_request'],
      ['an unknown one', 'client_id=nobody', 'invalid_client'],
      ['one given twice', 'client_id=ID&client_id=ID', 'invalid_request'],
      ['something to smuggle', 'client_id=%0d%0aset-cookie:a%3db', 'invalid_client'],
    ])('for %s', async (_what, query, error) => {
      const rest = `response_type=code&redirect_uri=${encodeURIComponent(callback)}`;
      const answer = await fixture.get(`/oauth2/authorize?${rest}&${query.replaceAll('ID', id)}`);
      expect(answer.headers.location).toBe(`/error?error=${error}`);
    });

    it('for a redirect URI given twice, and for none', async () => {
      const twice = `${authorizeQuery(id)}&redirect_uri=https://evil.example`;
      const none = `client_id=${id}&response_type=code`;
      for (const query of [twice, none]) {
        const answer = await fixture.get(`/oauth2/authorize?${query}`);
        expect(answer.headers.location).toBe(`/error?error=invalid_request&client_id=${id}`);
      }
    });
  });

  it('takes no other method', async () => {
    expect((await fixture.post('/oauth2/authorize', {})).status).toBe(405);
  });
});

describe('with PKCE required', () => {
  const resources = useResources();

  it('refuses public clients that leave it out, and asks nothing of others', async () => {
    const fixture = await resources.add(startOAuthFixture({ requirePkce: true }));
    const start = async (clientName: string, more: Record<string, string> = {}) => {
      const query = authorizeQuery(fixture.client(clientName).id, more);
      return (await fixture.get(`/oauth2/authorize?${query}`)).redirect();
    };
    expect((await start('app')).searchParams.get('error')).toBe('invalid_request');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    expect((await start('app', pkce)).pathname).toBe('/login');
    expect((await start('confidential')).pathname).toBe('/login');
  });
});
