import type { SteppedUp } from '@gatehouse/contracts';
import { PageBrowser } from './authorization-code.js';
import { type Customer, newCustomer, password } from './new-customer.js';
import { challengeOf, SteppedUpAccount } from './sign-in-steps.js';
import { type Answer, System } from './system.js';

const system = System.shared();
/** An address of the stack's parameter `AccountCallbackUrls`. */
const callback = 'http://localhost:8080/step-up';

/** A customer's step-up, which has begun. */
async function begin({ tokens }: Pick<Customer, 'tokens'>) {
  const json = { method: 'pages', redirect_uri: callback };
  const token = tokens.access_token;
  return challengeOf(await system.call('/account/step-up', { token, json }), 'pages');
}

/** The response of somebody who has come back from the pages. */
function respond(
  { tokens }: Pick<Customer, 'tokens'>,
  session: string,
  back: URL,
): Promise<Answer<SteppedUp>> {
  const [code, state] = ['code', 'state'].map((name) => back.searchParams.get(name));
  const json = { challenge: 'pages', session, code, state };
  const token = tokens.access_token;
  return system.call<SteppedUp>('/account/step-up/challenge', { token, json });
}

const credentials = ({ email }: Customer) => ({ email, password });

describe("a customer who steps up at the pool's pages", () => {
  it('signs in again, and adds an authenticator app with the handle', async () => {
    const customer = await newCustomer(system);
    const { session, url } = await begin(customer);
    const { back } = await new PageBrowser().signIn(url, credentials(customer));
    expect(`${back.origin}${back.pathname}`).toBe(callback);
    const done = await respond(customer, session, back);
    expect([done.status, Object.keys(done.body)]).toEqual([200, ['step_up', 'expires_in']]);
    const account = SteppedUpAccount.with(system, customer.tokens.access_token, done.body);
    expect(await account.addTotp()).toMatch(/^[A-Z2-7]+$/);
  });

  it('signs in again in a browser that is signed in at the pages', async () => {
    const customer = await newCustomer(system);
    const browser = new PageBrowser();
    const first = await begin(customer);
    await browser.signIn(first.url, credentials(customer));
    const { session, url } = await begin(customer);
    const { back, isAsked } = await browser.signIn(url, credentials(customer));
    expect(isAsked).toBe(true);
    expect((await respond(customer, session, back)).status).toBe(200);
  });

  it('gets no handle for a code that was used', async () => {
    const customer = await newCustomer(system);
    const { session, url } = await begin(customer);
    const { back } = await new PageBrowser().signIn(url, credentials(customer));
    expect((await respond(customer, session, back)).status).toBe(200);
    expect(await respond(customer, session, back)).toMatchObject({
      status: 401,
      body: { code: 'sign_in_expired' },
    });
  });

  it("gets no handle for a code of another step-up, nor with that step-up's state", async () => {
    const customer = await newCustomer(system);
    const [one, other] = [await begin(customer), await begin(customer)];
    const { back } = await new PageBrowser().signIn(other.url, credentials(customer));
    const expired = { status: 401, body: { code: 'sign_in_expired' } };
    expect(await respond(customer, one.session, back)).toMatchObject(expired);
    const mixed = new URL(back);
    mixed.searchParams.set('state', new URL(one.url).searchParams.get('state') ?? '');
    expect(await respond(customer, one.session, mixed)).toMatchObject(expired);
  });

  it('gets no handle when somebody else signs in at the pages', async () => {
    const [customer, other] = [await newCustomer(system), await newCustomer(system)];
    const { session, url } = await begin(customer);
    const { back } = await new PageBrowser().signIn(url, credentials(other));
    expect(await respond(customer, session, back)).toMatchObject({
      status: 403,
      body: { code: 'other_user' },
    });
  });

  it('leaves a session that works for no other caller, and not in another session of theirs', async () => {
    const [customer, other] = [await newCustomer(system), await newCustomer(system)];
    const { session, url } = await begin(customer);
    const { back } = await new PageBrowser().signIn(url, credentials(customer));
    const elsewhere = { tokens: await system.signIn(customer.email, password) };
    for (const [caller, code] of [
      [other, 'other_user'],
      [elsewhere, 'step_up_required'],
    ] as const) {
      expect(await respond(caller, session, back)).toMatchObject({ status: 403, body: { code } });
    }
    expect((await respond(customer, session, back)).status).toBe(200);
  });
});
