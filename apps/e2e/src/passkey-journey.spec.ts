/**
 * Passkeys in Chromium, on a page of `localhost`, the relying party of the committed template. Administrators create the
 * user and no code is read, so this journey runs against a real pool with `PasskeyDomain=localhost` too, as
 * srp-journey.spec.ts says.
 *
 * @timeoutSeconds 120
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account, Passkeys, SteppedUp } from '@gatehouse/contracts';
import { useResources } from '@gatehouse/test-kit';
import { describeWithChromium } from '@gatehouse/test-kit/internal/chromium';
import type { Page } from 'playwright-core';
import { FreshBrowser } from './fresh-browser.js';
import type { Customer } from './new-customer.js';
import { provisionedCustomer } from './pool-administration.js';
import {
  begin,
  challengeOf,
  respond,
  type Step,
  SteppedUpAccount,
  tokensIn,
} from './sign-in-steps.js';
import { System } from './system.js';

const system = System.shared();

/** A page with what a script needs for WebAuthn: an origin of `localhost`. */
async function servePage(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Passkeys</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** A page whose authenticator holds passkeys, and always finds and verifies its user. */
class PasskeyPage {
  private constructor(private readonly page: Page) {}

  static async open(page: Page, port: number): Promise<PasskeyPage> {
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('WebAuthn.enable');
    await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`http://localhost:${port}/`);
    return new PasskeyPage(page);
  }

  /** Creates a passkey, as the page of an application does. */
  create(options: object): Promise<object> {
    return this.run('create', 'parseCreationOptionsFromJSON', options);
  }

  /** Signs with a passkey of the page. */
  use(options: object): Promise<object> {
    return this.run('get', 'parseRequestOptionsFromJSON', options);
  }

  private run(method: string, parser: string, options: object): Promise<object> {
    const publicKey = `PublicKeyCredential.${parser}(${JSON.stringify(options)})`;
    const script = `navigator.credentials.${method}({ publicKey: ${publicKey} })`;
    return this.page.evaluate(`${script}.then((credential) => credential.toJSON())`);
  }
}

describeWithChromium('a passkey in Chromium', () => {
  const resources = useResources();
  let customer: Customer;
  let page: PasskeyPage;
  let token: string;

  beforeAll(async () => {
    customer = await provisionedCustomer(system);
    token = customer.tokens.access_token;
    const server = await resources.add(servePage(), (one) => {
      one.closeAllConnections();
      one.close();
    });
    const browser = await resources.add(FreshBrowser.start());
    page = await PasskeyPage.open(browser.page, (server.address() as AddressInfo).port);
    await registerPasskey();
  });

  async function registerPasskey(): Promise<void> {
    const account = await SteppedUpAccount.of(system, customer);
    const { body: options } = await account.call('POST', 'passkeys/options');
    const credential = await page.create(options);
    const { status, body } = await account.call('POST', 'passkeys', { credential });
    expect([status, body]).toEqual([204, {}]);
  }

  const signIn = (): Promise<Step> =>
    begin(system, { method: 'choice', username: customer.email, preferred: 'passkey' });

  async function stepUp(): Promise<SteppedUpAccount> {
    const begun = await system.call('/account/step-up', { token, json: { method: 'passkey' } });
    const { session, options } = challengeOf(begun, 'passkey');
    const json = { challenge: 'passkey', session, credential: await page.use(options) };
    const { status, body } = await system.call<SteppedUp>('/account/step-up/challenge', {
      token,
      json,
    });
    expect([status, body]).toMatchObject([200, { step_up: expect.any(String) as string }]);
    return SteppedUpAccount.with(system, token, body);
  }

  it('signs its user in without a password', async () => {
    const { session, options } = challengeOf(await signIn(), 'passkey');
    const credential = await page.use(options);
    const signedIn = tokensIn(await respond(system, { challenge: 'passkey', session, credential }));
    const { body } = await system.call<Account>('/account', { token: signedIn.access_token });
    expect(body.sub).toBe(customer.userId);
  });

  it('is among the methods that its user can choose', async () => {
    const json = { method: 'choice', username: customer.email };
    const choice = challengeOf(await begin(system, json), 'choose_method');
    expect(choice.methods).toEqual(['password', 'srp', 'email', 'passkey']);
    const { session } = choice;
    const chosen = await respond(system, {
      challenge: 'choose_method',
      session,
      method: 'passkey',
    });
    challengeOf(chosen, 'passkey');
  });

  it('is rejected with the signature of another sign-in', async () => {
    const first = challengeOf(await signIn(), 'passkey');
    const second = challengeOf(await signIn(), 'passkey');
    const credential = await page.use(first.options);
    const json = { challenge: 'passkey', session: second.session, credential };
    const { status, body } = await respond(system, json);
    expect([status, body]).toMatchObject([401, { code: 'invalid_credentials' }]);
  });

  it('proves again who calls, and is listed and removed', async () => {
    const account = await stepUp();
    const { body } = await account.call<Passkeys>('GET', 'passkeys');
    expect(body.passkeys).toHaveLength(1);
    const { id = '' } = body.passkeys[0] ?? {};
    const renamed = await account.call('PATCH', `passkeys/${id}`, { name: 'Blue key' });
    expect(renamed.status).toBe(204);
    const named = await account.call<Passkeys>('GET', 'passkeys');
    expect(named.body.passkeys).toMatchObject([{ id, name: 'Blue key' }]);
    expect((await account.call('DELETE', `passkeys/${id}`)).status).toBe(204);
    expect((await account.call<Passkeys>('GET', 'passkeys')).body.passkeys).toEqual([]);
    challengeOf(await signIn(), 'choose_method');
  });
});
