import { createHash, randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { pino } from 'pino';
import { userPoolClients } from '../domain/pool/user-pool-client.js';
import { put } from '../domain/store.js';
import { goodPassword } from '../spec-support/harness.js';
import {
  authorizeQuery,
  callback,
  email,
  type OAuthFixture,
  startOAuthFixture,
} from '../spec-support/oauth-fixture.js';
import { PageDriver } from '../spec-support/page-driver.js';

const evil = 'https://evil.example/';

describe('attacks on the OAuth endpoints', () => {
  const resources = useResources();
  let fixture: OAuthFixture;
  let id: string;
  const lines: string[] = [];
  beforeAll(async () => {
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(chunk.toString());
        done();
      },
    });
    const log = pino({ level: 'trace' }, sink);
    fixture = await resources.add(startOAuthFixture({ log }));
    id = fixture.client('app').id;
  });

  const redeem = (code: string, more: Record<string, string> = {}) =>
    fixture.post('/oauth2/token', {
      grant_type: 'authorization_code',
      client_id: id,
      code,
      redirect_uri: callback,
      ...more,
    });

  describe('open redirects', () => {
    const paths = ['/oauth2/authorize', '/login', '/signup', '/forgotPassword', '/logout'];
    it.each(paths)('%s leads to no URL that is not registered', async (path) => {
      for (const query of [
        authorizeQuery(id, { redirect_uri: evil }),
        `${authorizeQuery(id)}&redirect_uri=${evil}`,
        authorizeQuery(id, { redirect_uri: `${callback}.evil.example` }),
        authorizeQuery(id, { redirect_uri: `${callback}@evil.example` }),
        authorizeQuery(id, { redirect_uri: `${callback}%00` }),
        authorizeQuery('nobody', { redirect_uri: evil }),
      ]) {
        const answer = await fixture.get(`${path}?${query}`, await fixture.signedIn());
        expect(answer.status).toBe(302);
        expect(answer.headers.location).toMatch(/^\/error\?/);
      }
    });

    it.each([
      ['CallbackURLs', 'JavaScript:alert(1)'],
      ['CallbackURLs', 'data:text/html,x'],
      ['CallbackURLs', `${callback}#part`],
      ['CallbackURLs', 'http://app.example/callback'],
      ['CallbackURLs', 'http://localhost.evil.example/'],
      ['CallbackURLs', 'http://localhost@evil.example/'],
      ['CallbackURLs', '//app.example/callback'],
      ['LogoutURLs', 'vbscript:x'],
      ['DefaultRedirectURI', evil],
    ])('nobody registers as %s %s', async (member, url) => {
      const settings = { UserPoolId: fixture.pool.id, ClientName: 'x', CallbackURLs: [callback] };
      const value = member === 'DefaultRedirectURI' ? url : [url];
      const creation = new CreateUserPoolClientCommand({ ...settings, [member]: value });
      await expect(fixture.sdk.send(creation)).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    });

    it.each(['JavaScript:alert(1)', `${callback}#part`])(
      'a registered %s is not used',
      async (redirect_uri) => {
        const { store } = fixture.emulator.services;
        const client = fixture.client('narrow');
        const urls = { CallbackURLs: [redirect_uri], LogoutURLs: [redirect_uri] };
        await store.commit([
          put(userPoolClients, { ...client, settings: { ...client.settings, ...urls } }),
        ]);
        const query = authorizeQuery(client.id, { redirect_uri });
        const answer = await fixture.get(`/oauth2/authorize?${query}`, await fixture.signedIn());
        expect(answer.redirect().searchParams.get('error')).toBe('redirect_mismatch');
        const out = new URLSearchParams({ client_id: client.id, logout_uri: redirect_uri });
        const bye = await fixture.get(`/logout?${out.toString()}`);
        expect(bye.headers.location).toMatch(/^\/error\?/);
        await store.commit([put(userPoolClients, client)]);
      },
    );

    it('a path that is none leads nowhere', async () => {
      for (const path of ['//evil.example/', '/oauth2/authorize/', '/oauth2//authorize', '/\\evil'])
        expect((await fixture.get(path)).status).toBe(404);
    });
  });

  it('line breaks in parameters stay in them', async () => {
    const state = 'a\r\nset-cookie: cognito=planted\r\n\r\n<html>';
    const others: Record<string, string>[] = [{}, { prompt: 'none', scope: 'openid x\r\ny' }];
    for (const other of others) {
      const more = { state, ...other };
      const path = `/oauth2/authorize?${authorizeQuery(id, more)}`;
      const answer = await fixture.get(path, await fixture.signedIn());
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.redirect().searchParams.get('state')).toBe(state);
    }
  });

  it('a code somebody else got is worth nothing in another browser’s sign-in', async () => {
    const [mine, theirs] = [1, 2].map(() => randomBytes(32).toString('base64url'));
    const code = await fixture.code('app', {
      code_challenge: createHash('sha256').update(theirs!).digest('base64url'),
      code_challenge_method: 'S256',
    });
    expect((await redeem(code, { code_verifier: mine! })).json()).toEqual({
      error: 'invalid_grant',
    });
  });

  it('a challenge can’t be got rid of between the two requests', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const stripped = await fixture.code('app');
    expect((await redeem(stripped, { code_verifier: verifier })).status).toBe(400);
    const kept = await fixture.code('app', pkce);
    expect((await redeem(kept)).status).toBe(400);
    expect((await redeem(kept, { code_verifier: challenge })).status).toBe(400);
    const plain = { ...pkce, code_challenge_method: 'plain' };
    const answer = await fixture.get(
      `/oauth2/authorize?${authorizeQuery(id, plain)}`,
      await fixture.signedIn(),
    );
    expect(answer.redirect().searchParams.get('error')).toBe('invalid_request');
  });

  it('neither state nor nonce is dropped or taken from another request', async () => {
    const browser = await fixture.signedIn();
    const start = async (tag: string) => {
      const query = authorizeQuery(id, { state: `s-${tag}`, nonce: `n-${tag}` });
      return (await fixture.get(`/oauth2/authorize?${query}`, browser)).redirect().searchParams;
    };
    const [one, two] = await Promise.all([start('1'), start('2')]);
    expect([one.get('state'), two.get('state')]).toEqual(['s-1', 's-2']);
    const nonceOf = async (code: string | null) => {
      const token = String((await redeem(code ?? '')).json().id_token);
      return (
        JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { nonce: string }
      ).nonce;
    };
    expect(await nonceOf(two.get('code'))).toBe('n-2');
    expect(await nonceOf(one.get('code'))).toBe('n-1');
  });

  it('a cookie planted before a sign-in names nobody after it', async () => {
    const browser = new PageDriver(fixture.emulator.publicUrl);
    const planted = (await fixture.signedIn()).cookie;
    const [name = '', handle = ''] = planted.split('=');
    browser.cookies.set(name, handle);
    await browser.open(`/login?${authorizeQuery(id, { prompt: 'login' })}`);
    await browser.submit({ username: email, password: goodPassword });
    expect(browser.callback?.searchParams.get('code')).toBeTruthy();
    expect(browser.cookies.get(name)).not.toBe(handle);
    const answer = await fixture.get(`/oauth2/authorize?${authorizeQuery(id)}`, {
      cookie: planted,
    });
    expect(answer.redirect().pathname).toBe('/login');
  });

  it('cookies are for https alone where the emulator is', async () => {
    const secure = await resources.add(startOAuthFixture({ publicUrl: 'https://login.example' }));
    const out = `client_id=${secure.client('app').id}&logout_uri=https://app.example/bye`;
    const answer = await secure.get(`/logout?${out}`);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Lax; Secure; /);
  });

  it('no code, token, cookie or verifier is in the log', async () => {
    const { cookie } = await fixture.signedIn();
    const query = authorizeQuery(id, { state: 'secret-state', nonce: 'secret-nonce' });
    const answer = await fixture.get(`/oauth2/authorize?${query}`, { cookie });
    const code = answer.redirect().searchParams.get('code')!;
    const issued = (await redeem(code)).json() as Record<string, string>;
    await redeem(code, { code_verifier: 'secret-verifier' });
    await fixture.get('/oauth2/userInfo', { authorization: `Bearer ${issued.access_token}` });
    const log = lines.join('');
    expect(log).toContain('authorization endpoint');
    const secrets = [code, cookie, issued.access_token, issued.id_token, issued.refresh_token];
    const words = ['secret-state', 'secret-nonce', 'secret-verifier', email, 'eyJ'];
    for (const secret of [...secrets, ...words]) expect(log).not.toContain(secret);
  });
});
