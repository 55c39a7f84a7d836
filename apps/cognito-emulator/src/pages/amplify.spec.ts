/** @timeoutSeconds 60 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { useResources } from '@gatehouse/test-kit';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { describeWithChromium, startChromium } from '@gatehouse/test-kit/internal/chromium';
import { addAuthenticator } from '../spec-support/browser-page.js';
import { type PageFixture, pageTemplate, startPages } from '../spec-support/page-fixture.js';

const guide = readFileSync(new URL('../../../../docs/how-to/amplify.md', import.meta.url), 'utf8');
/** The guide's way around the `https://` that Amplify puts before a domain. */
const withoutCertificate = /```js\n(const \[secure, plain\].*?)```/s.exec(guide)?.[1] ?? '';

/** An app with Amplify, bundled as apps are. */
describeWithChromium('Amplify in Chromium', () => {
  const username = 'ann@example.com';
  const resources = useResources();
  let browser: Browser;
  let page: Page;
  let pages: PageFixture;
  let home: string;
  let script: string;

  const app = createServer((request, response) => {
    const isScript = request.url === '/app.js';
    response
      .setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      .end(isScript ? script : '<!doctype html><title>App</title><script src="app.js"></script>');
  });

  beforeAll(async () => {
    resources.add(app).listen(0, '127.0.0.1');
    await once(app, 'listening');
    home = `http://localhost:${(app.address() as AddressInfo).port}/`;
    pages = await resources.add(
      startPages(
        pageTemplate(
          {
            Schema: [],
            WebAuthnRelyingPartyID: 'localhost',
            Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
          },
          {
            ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
            AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
            CallbackURLs: [home],
            LogoutURLs: [home],
          },
        ),
      ),
    );
    script = await bundled(appWith(pages, home));
    browser = await resources.add(startChromium());
    page = await browser.newPage();
    await addAuthenticator(page);
    await page.goto(home);
  });

  /** What a function of Amplify gives in the page. */
  const call = (name: string, input?: unknown) =>
    page.evaluate(`auth.${name}(${written(input)}).then((answer) => answer ?? null)`);
  /** Calls one that leads away from the page, and so never ends there. */
  const leave = (name: string, input?: unknown) =>
    page.evaluate(`void auth.${name}(${written(input)})`);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const signedIn = async () => {
    await page.waitForURL(home);
    await page.waitForFunction('globalThis.happened?.includes("signedIn")');
    expect(await call('fetchUserAttributes')).toMatchObject({ email: username });
  };

  it('signs up and in with redirects, and refreshes', async () => {
    await leave('signInWithRedirect');
    await page.getByRole('link', { name: 'Create one' }).click();
    await page.getByLabel('Email address').fill(username);
    await page.getByLabel('Password').fill('Correct-horse-7');
    await press('Create account');
    await page.getByLabel('Code').waitFor();
    await page.getByLabel('Code').fill(await pages.codeFor(username));
    await press('Confirm');
    await signedIn();
    const tokens =
      'auth.fetchAuthSession({ forceRefresh: true }).then((s) => `${s.tokens.idToken}`)';
    expect(await page.evaluate(tokens)).toMatch(/^ey/);
  });

  it('makes a passkey, and signs in with it', async () => {
    await call('associateWebAuthnCredential');
    expect(await call('listWebAuthnCredentials', {})).toMatchObject({
      credentials: [{ relyingPartyId: 'localhost' }],
    });
    const left = page.waitForRequest((request) => request.url().includes('/logout?'));
    await leave('signOut');
    await left;
    await page.waitForURL(home);
    await page.waitForFunction('globalThis.auth');
    const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' };
    expect(await call('signIn', { username, options })).toMatchObject({ isSignedIn: true });
  });

  it('is told that nobody is signed in at the pages any more', async () => {
    await call('signOut');
    await leave('signInWithRedirect', { options: { prompt: 'NONE' } });
    await page.waitForURL(`${home}?error=login_required**`);
  });
});

/** An argument, as the page's script has it. */
const written = (input: unknown) => (input === undefined ? '' : JSON.stringify(input));

/** The entry of an app that uses Amplify as the guide says. */
function appWith({ emulator, pool, client }: PageFixture, home: string): string {
  const { port } = new URL(emulator.publicUrl);
  const oauth = {
    domain: `shop.localhost:${port}`,
    scopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
    redirectSignIn: [home],
    redirectSignOut: [home],
    responseType: 'code',
  };
  const Cognito = {
    userPoolId: pool.id,
    userPoolClientId: client('web').id,
    userPoolEndpoint: emulator.publicUrl,
    loginWith: { oauth },
  };
  return `
    import { Amplify, Hub } from '@aws-amplify/core';
    import * as auth from '@aws-amplify/auth';
    import { cognitoUserPoolsTokenProvider as tokenProvider } from '@aws-amplify/auth/cognito';
    const happened = [];
    Hub.listen('auth', ({ payload }) => happened.push(payload.event));
    Object.assign(globalThis, { auth, happened });
    ${withoutCertificate.replaceAll(':9500/', `:${port}/`)}
    const Auth = ${JSON.stringify({ Cognito })};
    tokenProvider.setAuthConfig(Auth);
    Amplify.configure({ Auth }, { Auth: { tokenProvider } });
  `;
}

async function bundled(contents: string): Promise<string> {
  const resolveDir = fileURLToPath(new URL('.', import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    write: false,
  });
  return outputFiles[0]!.text;
}
