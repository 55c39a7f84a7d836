import { createHash, randomBytes } from 'node:crypto';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Order, OrderPage } from '@gatehouse/contracts';
import { useResources } from '@gatehouse/test-kit';
import { describeWithChromium } from '@gatehouse/test-kit/internal/chromium';
import { DocsPage } from './docs-page.js';
import { FreshBrowser } from './fresh-browser.js';
import { codeFor, newAddress, password } from './new-customer.js';
import { System } from './system.js';

const system = System.shared();
const { gatewayUrl, emulatorUrl, pool, secrets } = system.description;
const callback = `${gatewayUrl}/docs/oauth2-redirect.html`;
const signedOut = `${gatewayUrl}/docs`;
const order = { currency: 'EUR', lines: [{ sku: 'lamp', quantity: 2, unitPrice: 1_250 }] };

/** One reader of the gateway's documentation from sign-up to sign-out. Each test goes on where the one before ended. */
describeWithChromium('/docs in Chromium', () => {
  const email = newAddress();
  const resources = useResources();
  let browser: FreshBrowser;
  let docs: DocsPage;

  beforeAll(async () => {
    await registerDocs();
    browser = await resources.add(FreshBrowser.start());
    docs = new DocsPage(browser.page, gatewayUrl);
    await docs.open();
  });

  /** What the pool tells an app that asks whether somebody is signed in in the browser, without showing a page. */
  async function silently(): Promise<URLSearchParams> {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: pool.clients.docs!,
      redirect_uri: callback,
      state: 'silent',
      prompt: 'none',
      code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    });
    const asked = `${emulatorUrl}/oauth2/authorize?${query.toString()}`;
    const answer = await browser.context.request.get(asked, { maxRedirects: 0 });
    const location = new URL(answer.headers().location ?? '');
    expect(location.origin + location.pathname).toBe(callback);
    return location.searchParams;
  }

  const journey = (name: string, steps: () => Promise<void>) =>
    it(name, () => browser.watched(name, steps));

  journey('signs a new user up at the pool’s pages, and comes back signed in', async () => {
    expect((await docs.tryOut({ method: 'GET', path: '/orders' })).status).toBe(401);
    const pages = await docs.signIn();
    await pages.getByRole('link', { name: 'Create one' }).click();
    await pages.getByLabel('Email address').fill(email);
    await pages.getByLabel('Password').fill(password);
    await pages.getByRole('button', { name: 'Create account' }).click();
    const code = pages.getByLabel('Code');
    await code.waitFor();
    await code.fill(await codeFor(system, email));
    const closed = pages.waitForEvent('close');
    await pages.getByRole('button', { name: 'Confirm' }).click();
    await closed;
    await docs.authorized('user');
  });

  journey('places the order that the page offers', async () => {
    const placed = await docs.tryOut<Order>({ method: 'POST', path: '/orders' });
    expect(placed).toMatchObject({ status: 201, body: { state: 'placed', total: 2_500 } });
    const listed = await docs.tryOut<OrderPage>({ method: 'GET', path: '/orders' });
    expect(listed.body.items.map(({ id }) => id)).toEqual([placed.body.id]);
  });

  journey('signs the same user in again without asking anything', async () => {
    await docs.forget('user');
    expect((await docs.tryOut({ method: 'GET', path: '/orders' })).status).toBe(401);
    const pages = await docs.signIn();
    if (!pages.isClosed()) await pages.waitForEvent('close');
    await docs.authorized('user');
    expect((await docs.tryOut({ method: 'GET', path: '/orders' })).status).toBe(200);
    expect((await silently()).get('code')).toBeTruthy();
  });

  journey('takes a password, too, from who has signed up', async () => {
    await docs.forget('user');
    await browser.context.clearCookies();
    const pages = await docs.signIn();
    await pages.getByLabel('Email address').fill(email);
    await pages.getByLabel('Password').fill(password);
    const closed = pages.waitForEvent('close');
    await pages.getByRole('button', { name: 'Sign in' }).click();
    await closed;
    await docs.authorized('user');
  });

  journey('signs the user out, of the API and of the pool', async () => {
    const ended = await docs.tryOut({ method: 'POST', path: '/account/sign-out', json: {} });
    expect(ended.status).toBe(204);
    expect((await docs.tryOut({ method: 'GET', path: '/orders' })).status).toBe(401);
    expect((await silently()).get('code')).toBeTruthy();
    const query = new URLSearchParams({ client_id: pool.clients.docs!, logout_uri: signedOut });
    await browser.page.goto(`${emulatorUrl}/logout?${query.toString()}`);
    expect(browser.page.url()).toBe(signedOut);
    expect(Object.fromEntries(await silently())).toEqual({
      error: 'login_required',
      state: 'silent',
    });
    await docs.open();
  });

  journey('authorizes a machine by its secret, which places an order of its own', async () => {
    const { body: customer } = await system.call<{ id: string }>('/users/me', {
      token: (await system.signIn(email, password)).access_token,
    });
    await docs.authorizeMachine(pool.clients.partner!, secrets.partner!);
    const placed = await docs.tryOut<Order>({
      method: 'POST',
      path: '/orders',
      json: { ...order, customerId: customer.id },
    });
    expect(placed).toMatchObject({ status: 201, body: { placedBy: pool.clients.partner } });
    // The page knows that no machine may: it doesn't send the token at all.
    expect((await docs.tryOut({ method: 'GET', path: '/users/me' })).status).toBe(401);
    await docs.forget('machine');
    expect((await docs.tryOut({ method: 'GET', path: '/orders' })).status).toBe(401);
  });
});

/** The pool's template knows the gateway on its usual port, and this one is on another. */
async function registerDocs(): Promise<void> {
  const sdk = new CognitoIdentityProviderClient({
    endpoint: emulatorUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  const which = { UserPoolId: pool.id, ClientId: pool.clients.docs };
  const { UserPoolClient: client } = await sdk.send(new DescribeUserPoolClientCommand(which));
  const CallbackURLs = [...new Set([...(client?.CallbackURLs ?? []), callback])];
  const LogoutURLs = [...new Set([...(client?.LogoutURLs ?? []), signedOut])];
  const changed = { ...client, ...which, CallbackURLs, LogoutURLs };
  await sdk.send(new UpdateUserPoolClientCommand(changed));
  sdk.destroy();
}
