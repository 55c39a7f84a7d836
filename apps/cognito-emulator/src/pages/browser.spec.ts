/** @timeoutSeconds 60 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useResources } from '@gatehouse/test-kit';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithChromium, startChromium } from '@gatehouse/test-kit/internal/chromium';
import { accessibilityFaults, addAuthenticator } from '../spec-support/browser-page.js';
import { type PageFixture, pageTemplate, startPages } from '../spec-support/page-fixture.js';
import { totp } from '../spec-support/totp.js';

const password = 'Correct-horse-7';

describeWithChromium('the pages in Chromium', () => {
  const resources = useResources();
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What the browser refused to do, or a script stumbled over. */
  let complaints: string[];

  /** The app that people sign in to. */
  const app = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<title>The app</title>'),
  );
  let callback: string;

  beforeAll(async () => {
    resources.add(app).listen(0, '127.0.0.1');
    await once(app, 'listening');
    callback = `http://localhost:${(app.address() as AddressInfo).port}/callback`;
    browser = await resources.add(startChromium());
  });

  beforeEach(async () => {
    complaints = [];
    context = await resources.add(browser.newContext());
    page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      // A form that is refused is answered with 400, which Chromium mentions.
      const isRefusal = message.text().includes('status of 400');
      if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
    });
  });
  afterEach(() => expect(complaints).toEqual([]));

  const expectAtApp = async () => {
    await page.waitForURL(`${callback}?**`);
    expect(new URL(page.url()).searchParams.get('code')).toBeTruthy();
  };

  /** Presses a button of a page that everybody can use. */
  const press = async (name: string) => {
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name, exact: true }).click();
  };

  describe('of a pool that demands an authenticator app', () => {
    let pages: PageFixture;
    const username = 'ann@example.com';
    let secret: string;
    beforeAll(async () => {
      const mfa = { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] };
      pages = await resources.add(startPages(pageTemplate(mfa, { CallbackURLs: [callback] })));
    });
    const atLogin = () =>
      page.goto(`${pages.emulator.publicUrl}${pages.loginPath({ redirect_uri: callback })}`);

    it('sign somebody up, and set up the app', async () => {
      await atLogin();
      await page.getByRole('link', { name: 'Create one' }).click();
      await page.getByLabel('Email address').fill(username);
      await page.getByLabel('Name').fill('Ann');
      await page.getByLabel('Password').fill('too-short');
      await press('Create account');
      expect(await page.getByRole('alert').textContent()).toContain('not long enough');
      expect(await page.evaluate('document.activeElement.id')).toBe('password');
      await page.getByLabel('Password').fill(password);
      await press('Create account');
      await page.getByLabel('Code').fill(await pages.codeFor(username));
      await press('Confirm');
      await press('Authenticator app');
      secret = (await page.locator('#secret').textContent())!;
      await page.getByLabel('Code that the app shows').fill(totp(secret, Date.now()));
      await press('Continue');
      await expectAtApp();
    });

    it('reset a forgotten password, ask for the app’s code, and remember who signed in', async () => {
      await atLogin();
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      await page.getByLabel('Email address').fill(username);
      await press('Send a code');
      await page.getByLabel('Code').fill(await pages.codeFor(username));
      await page.getByLabel('New password').fill('Another-horse-8');
      await press('Save and sign in');
      await page.getByLabel('Code').fill(totp(secret, Date.now() + 30_000));
      await press('Continue');
      await expectAtApp();
      await atLogin();
      await press(`Continue as ${username}`);
      await expectAtApp();
    });

    it('say what is wrong', async () => {
      await atLogin();
      await page.getByLabel('Email address').fill(username);
      await page.getByLabel('Password').fill('wrong');
      await press('Sign in');
      expect(await page.getByRole('alert').textContent()).toContain('Incorrect username');
      expect(await page.title()).toBe('Error: Sign in');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.goto(`${pages.emulator.publicUrl}/error?error=redirect_mismatch&client_id=abc`);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.goto(`${pages.emulator.publicUrl}/signedOut`);
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  });

  describe('of a pool with passkeys', () => {
    let pages: PageFixture;
    const username = 'bob@example.com';
    beforeAll(async () => {
      const factors = ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'];
      const policies = { SignInPolicy: { AllowedFirstAuthFactors: factors } };
      const template = pageTemplate(
        { Policies: policies, Schema: [] },
        { ExplicitAuthFlows: ['ALLOW_USER_AUTH'], CallbackURLs: [callback] },
      );
      pages = await resources.add(startPages(template));
    });
    const at = (path: string) => {
      const { port } = new URL(pages.emulator.publicUrl);
      return `http://shop.localhost:${port}${path}`;
    };

    it('make a passkey after the sign-in, and sign in with it', async () => {
      await addAuthenticator(page);
      await page.goto(at(pages.loginPath({ redirect_uri: callback }).replace('/login', '/signup')));
      await page.getByLabel('Email address').fill(username);
      await press('Create account');
      await page.getByLabel('Code').fill(await pages.codeFor(username));
      await press('Confirm');
      await expectAtApp();
      await page.goto(
        at(pages.loginPath({ redirect_uri: callback }).replace('/login', '/passkeys/add')),
      );
      await press('Create a passkey');
      await page.waitForURL(callback);

      await context.clearCookies();
      await page.goto(at(pages.loginPath({ redirect_uri: callback })));
      await page.getByLabel('Email address').fill(username);
      await press('Next');
      await press('Passkey');
      await press('Use passkey');
      await expectAtApp();
    });

    it('ask who it is before they add a passkey, and then go on', async () => {
      await addAuthenticator(page);
      await page.goto(
        at(pages.loginPath({ redirect_uri: callback }).replace('/login', '/passkeys/add')),
      );
      await page.getByLabel('Email address').fill(username);
      await press('Next');
      await press('Code by email');
      await page.getByLabel('Code').fill(await pages.codeFor(username));
      await press('Continue');
      await page.waitForURL('**/passkeys/add?**');
      expect(await page.getByRole('button').textContent()).toBe('Create a passkey');
    });
  });
});
