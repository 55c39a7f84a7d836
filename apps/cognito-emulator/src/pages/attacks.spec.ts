import { request as httpRequest } from 'node:http';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Logger } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { PageDriver } from '../spec-support/page-driver.js';
import { type PageFixture, pageTemplate, startPages } from '../spec-support/page-fixture.js';
import { pages as allPages } from './index.js';

const password = 'correct-horse-7';
const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;

describe('attacks on the pages', () => {
  const resources = useResources();
  let pages: PageFixture;
  const logged: string[] = [];
  beforeAll(async () => {
    const note = (...line: unknown[]) => void logged.push(JSON.stringify(line));
    const log = { debug: note, info: note, warn: note, error: note } as unknown as Logger;
    pages = await resources.add(startPages(undefined, { log }));
  });

  const pathOf = (path: string, more?: Readonly<Record<string, string>>) =>
    pages.loginPath(more).replace('/login', path);

  const signUp = async (username: string, name = 'Ann') => {
    const browser = await pages.atLogin();
    await browser.click('Create one');
    return browser.submit({ username, name, password });
  };

  const confirmed = async (username: string) => {
    const browser = await signUp(username);
    return browser.submit({ code: await pages.codeFor(username) });
  };

  /** Every form there is, posted as some other site would. */
  const post = async (
    path: string,
    {
      browser,
      headers = {},
      body = {},
    }: {
      browser: PageDriver;
      headers?: Readonly<Record<string, string>>;
      body?: Record<string, string>;
    },
  ) => {
    browser.headers = headers;
    const response = await browser.send(new URL(pathOf(path), browser.base), {
      method: 'POST',
      body: new URLSearchParams(body),
    });
    browser.headers = {};
    return response;
  };
  const withForms = allPages.filter((page) => page.submit !== undefined).map(({ path }) => path);

  describe('cross-site request forgery', () => {
    it.each(withForms)(
      'refuses a form at %s without a token, with another browser’s, and a made-up one',
      async (path) => {
        const victim = await pages.atLogin();
        const attacker = await pages.atLogin();
        const { _csrf: stolen = '' } = attacker.form().fields;
        expect(stolen).not.toBe('');
        const forged = `${stolen.split('.')[0]!}.${'A'.repeat(43)}`;
        for (const token of ['', stolen, forged, `${stolen}.`, 'x.y'])
          expect(
            (await post(path, { browser: victim, body: { _csrf: token, username: 'a' } })).status,
          ).toBe(403);
        const bare = new PageDriver(victim.base);
        const { _csrf: own = '' } = victim.form().fields;
        expect((await post(path, { browser: bare, body: { _csrf: own } })).status).toBe(403);
      },
    );

    it('refuses a planted cookie that the emulator didn’t make', async () => {
      const victim = await pages.atLogin();
      victim.cookies.set('XSRF-TOKEN', 'planted');
      const response = await post('/login', {
        browser: victim,
        body: { _csrf: 'planted', username: 'a', password },
      });
      expect(response.status).toBe(403);
    });

    it('refuses a form that a browser says is another site’s, even with the right token', async () => {
      const victim = await pages.atLogin();
      const body = {
        _csrf: victim.form().fields._csrf ?? '',
        username: 'nobody@example.com',
        password,
      };
      const foreign: readonly Readonly<Record<string, string>>[] = [
        { origin: 'https://evil.example' },
        { origin: 'http://localhost:1' },
        { origin: 'null', 'sec-fetch-site': 'cross-site' },
        { origin: 'null', 'sec-fetch-site': 'same-site' },
        { origin: victim.base, 'sec-fetch-site': 'cross-site' },
      ];
      for (const headers of foreign)
        expect((await post('/login', { browser: victim, headers, body })).status).toBe(403);
      const own: readonly Readonly<Record<string, string>>[] = [
        {},
        { origin: victim.base },
        { origin: 'null', 'sec-fetch-site': 'same-origin' },
      ];
      for (const headers of own)
        expect((await post('/login', { browser: victim, headers, body })).status).toBe(400);
    });

    it('changes nothing by GET', async () => {
      const username = 'get@example.com';
      const browser = await pages.atLogin();
      await browser.open(pathOf('/signup', { username, password, name: 'x' }));
      await browser.open(pathOf('/forgotPassword', { username }));
      expect(pages.emulator.services.users.find(pages.pool, username)).toBeUndefined();
      expect(await pages.codeFor(username)).toBe('');
    });
  });

  describe('markup in what is shown', () => {
    const expectClean = ({ text }: PageDriver) => {
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<img src=x');
      expect(text).not.toMatch(/\son\w+\s*=\s*["']/i);
    };

    it.each(['state', 'nonce', 'login_hint', 'lang', 'scope', 'prompt', 'unknown', 'then'])(
      'is text in the parameter %s',
      async (name) => {
        for (const { path } of allPages) {
          const browser = await pages.atLogin();
          await browser.open(pathOf(path, { [name]: evil }));
          expectClean(browser);
        }
      },
    );

    it('is text in every field of every form', async () => {
      for (const path of ['/login', '/signup', '/confirm', '/forgotPassword']) {
        const browser = await pages.atLogin();
        await browser.open(pathOf(path));
        await browser.submit(Object.fromEntries(browser.fields.map((name) => [name, evil])));
        expect(browser.status).toBe(400);
        expectClean(browser);
      }
    });

    it('is text in the name of a user who is remembered', async () => {
      const names = { UsernameAttributes: [], AutoVerifiedAttributes: [], Schema: [] };
      const other = await resources.add(startPages(pageTemplate(names)));
      const [UserPoolId, Username] = [other.pool.id, evil.replaceAll(' ', '/')];
      const user = { UserPoolId, Username, MessageAction: 'SUPPRESS' } as const;
      await other.sdk.send(new AdminCreateUserCommand(user));
      const own = { UserPoolId, Username, Password: password, Permanent: true };
      await other.sdk.send(new AdminSetUserPasswordCommand(own));
      const browser = await other.atLogin();
      await browser.submit({ username: Username, password });
      expect(browser.callback?.searchParams.get('code')).toBeTruthy();
      await browser.open(other.loginPath());
      expect(browser.buttons).toEqual([`Continue as ${Username}`]);
      expectClean(browser);
    });

    it('is never shown at the error page', async () => {
      const browser = new PageDriver(pages.emulator.publicUrl);
      const query = new URLSearchParams({ error: evil, client_id: evil, error_description: evil });
      await browser.open(`/error?${query.toString()}`);
      expect(browser.status).toBe(400);
      expectClean(browser);
      expect(browser.text).toContain('unknown_error');
      await browser.open('/error?error=constructor&client_id=constructor');
      expect(browser.status).toBe(400);
    });
  });

  it('has headers on every page that keep it from being framed, sniffed, kept or told about', async () => {
    const browser = await pages.atLogin();
    for (const path of [...allPages.map(({ path }) => pathOf(path)), '/error', '/signedOut']) {
      await browser.open(path);
      const header = (name: string) => browser.answerHeaders.get(name);
      const policy = header('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/unsafe|\s\*|data:/);
      expect(header('x-frame-options')).toBe('DENY');
      expect(header('referrer-policy')).toBe('no-referrer');
      expect(header('cache-control')).toBe('no-store');
      expect(header('x-content-type-options')).toBe('nosniff');
      expect(browser.text).not.toMatch(/<style|\sstyle=|<script(?! src="\/assets\/)/);
    }
  });

  it('allows forms to lead to the app, whatever its scheme, and to no other', async () => {
    const browser = await pages.atLogin();
    const policy = browser.answerHeaders.get('content-security-policy') ?? '';
    expect(policy).toContain('http://localhost:3999');
    expect(policy).not.toContain('javascript');
  });

  describe('cookies', () => {
    it('are for this host, for no script, and not for requests of other sites', async () => {
      const browser = await pages.atLogin();
      const lines: string[] = [];
      const send = browser.send.bind(browser);
      browser.send = async (...of) => {
        const response = await send(...of);
        lines.push(...response.headers.getSetCookie());
        return response;
      };
      browser.cookies.clear();
      await browser.open(pages.loginPath());
      await browser.click('Create one');
      await browser.submit({ username: 'cookies@example.com', name: 'Ann', password });
      await browser.submit({ code: await pages.codeFor('cookies@example.com') });
      expect(lines.length).toBeGreaterThan(3);
      for (const line of lines) {
        expect(line).toContain('; HttpOnly');
        expect(line).toContain('; SameSite=Lax');
        expect(line).toContain('; Path=/');
        expect(line).not.toMatch(/domain/i);
      }
    });

    it('are new after a sign-in: what was there before is worth nothing', async () => {
      const browser = await signUp('fixation@example.com');
      const before = new Map(browser.cookies);
      browser.cookies.set('cognito', 'planted');
      await browser.submit({ code: await pages.codeFor('fixation@example.com') });
      expect(browser.callback?.searchParams.get('code')).toBeTruthy();
      expect(browser.cookies.get('XSRF-TOKEN')).not.toBe(before.get('XSRF-TOKEN'));
      const attacker = new PageDriver(browser.base);
      for (const [name, value] of [...before, ['cognito', 'planted'] as const])
        attacker.cookies.set(name, value);
      await attacker.open(pages.loginPath());
      expect(attacker.title).toBe('Sign in');
      await attacker.open(pathOf('/confirm'));
      expect(attacker.fields).toContain('username');
    });

    it('of another app’s flow don’t count', async () => {
      const browser = await pages.atLogin();
      browser.cookies.set('cognito-fl', 'x'.repeat(86));
      for (const path of [
        '/mfa',
        '/mfa/choose',
        '/mfa/setup',
        '/newPassword',
        '/login/factor',
        '/login/password',
      ]) {
        await browser.open(pathOf(path));
        expect(browser.url.pathname).toBe('/login');
      }
    });
  });

  it('lets nobody guess codes or passwords faster than the API does', async () => {
    const browser = await signUp('guess@example.com');
    for (let number = 1; number <= 15; number++) await browser.submit({ code: 'none' });
    expect(browser.fault).toContain('Invalid verification code');
    await browser.submit({ code: await pages.codeFor('guess@example.com') });
    expect(browser.fault).toContain('Attempt limit exceeded');

    await confirmed('locked@example.com');
    const other = await pages.atLogin();
    for (let number = 1; number <= 5; number++)
      await other.submit({ username: 'locked@example.com', password: `${number}` });
    await other.submit({ username: 'locked@example.com', password });
    expect(other.fault).toBe('Password attempts exceeded');
  });

  it('sends nobody anywhere but to the app’s registered address', async () => {
    for (const redirect_uri of [
      'https://evil.example/',
      '//evil.example',
      'http://localhost:3999/callback/..',
      'javascript:alert(1)',
    ]) {
      const browser = await pages.atLogin({ redirect_uri });
      expect(browser.url.pathname).toBe('/error');
      expect(browser.status).toBe(400);
    }
    const browser = await pages.atLogin();
    await browser.open(pathOf('/login', { redirect_uri: 'https://evil.example/' }));
    expect(browser.url.pathname).toBe('/error');
  });

  it('never follows a Host header that names somebody else', async () => {
    const { port } = new URL(pages.emulator.url);
    const location = await new Promise((resolve, reject) => {
      httpRequest(
        { port, host: '127.0.0.1', path: pathOf('/mfa'), headers: { host: 'evil.example' } },
        (response) => resolve(response.resume().headers.location ?? ''),
      )
        .on('error', reject)
        .end();
    });
    expect(location).toMatch(/^\/(?!\/)/);
  });

  it('refuses forms of other types, with a field twice, and endless ones', async () => {
    const browser = await pages.atLogin();
    const { _csrf = '' } = browser.form().fields;
    const send = async (body: string, type: string) => {
      browser.headers = { 'content-type': type };
      const { status } = await browser.send(browser.url, { method: 'POST', body });
      browser.headers = {};
      return status;
    };
    expect(await send(JSON.stringify({ _csrf }), 'application/json')).toBe(400);
    const form = 'application/x-www-form-urlencoded';
    expect(await send(`_csrf=${_csrf}&username=a&username=b`, form)).toBe(400);
    expect(await send(`_csrf=${_csrf}&username=${'a'.repeat(100_000)}`, form)).toBe(413);
    expect(await send(`_csrf=${_csrf}&username=%00%ff&password=%00`, form)).toBe(400);
  });

  it('logs no code, password, token or name', async () => {
    const username = 'quiet@example.com';
    const browser = await signUp(username);
    const code = await pages.codeFor(username);
    await browser.submit({ code });
    const log = logged.join('');
    expect(log).toContain('page /signup');
    for (const secret of [
      password,
      code,
      username,
      'correct-horse',
      browser.cookies.get('XSRF-TOKEN')!,
      browser.callback!.searchParams.get('code')!,
    ])
      expect(log).not.toContain(secret);
  });
});
