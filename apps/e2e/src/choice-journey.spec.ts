/**
 * Choice-based sign-in. The codes come from the outbox, so these journeys need the emulator.
 */
import { codeFor, type Customer, newAddress, newCustomer, password } from './new-customer.js';
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

const choose = (username: string, preferred?: string) =>
  begin(system, { method: 'choice', username, preferred });
const chosen = (session: string, more: object) =>
  respond(system, { challenge: 'choose_method', session, ...more });

/** What of a response does not differ from one to the next. */
function seen({ status, headers, body: { session: _, ...body } }: Step) {
  const { requestId: _id, ...rest } = body as { readonly requestId?: string };
  return { status, headers: [...headers.keys()], body: rest };
}

describe('a choice-based sign-in', () => {
  let customer: Customer;
  beforeAll(async () => {
    customer = await newCustomer(system);
  });

  it('takes a code by email as the only factor', async () => {
    const { session, methods } = challengeOf(await choose(customer.email), 'choose_method');
    expect(methods).toEqual(['password', 'srp', 'email']);
    const asked = challengeOf(await chosen(session, { method: 'email' }), 'email');
    expect(asked.destination).toBe('j***@e***');
    const code = await codeFor(system, customer.userId);
    const { access_token: token } = tokensIn(
      await respond(system, { challenge: 'email', session: asked.session, code }),
    );
    expect((await system.call('/users/me', { token })).status).toBe(200);
  });

  it('takes a password that was chosen', async () => {
    const { session } = challengeOf(await choose(customer.email), 'choose_method');
    tokensIn(await chosen(session, { method: 'password', password }));
  });

  it('begins with the method that is preferred', async () => {
    const { session } = challengeOf(await choose(customer.email, 'email'), 'email');
    const code = await codeFor(system, customer.userId);
    tokensIn(await respond(system, { challenge: 'email', session, code }));
  });

  it('offers no code as the only factor to a user who has a second one', async () => {
    const protectedCustomer = await newCustomer(system);
    const account = await SteppedUpAccount.of(system, protectedCustomer);
    await account.call('PUT', 'factors/email');
    const { methods } = challengeOf(await choose(protectedCustomer.email), 'choose_method');
    expect(methods).toEqual(['password', 'srp']);
  });

  it('answers an unknown user like a user who exists, at every step', async () => {
    const steps = [customer.email, newAddress()].map(async (username) => {
      const choice = await choose(username);
      const { session } = challengeOf(choice, 'choose_method');
      const wrong = await chosen(session, { method: 'password', password: 'not-the-Password-1' });
      const email = await choose(username, 'email');
      const asked = challengeOf(email, 'email');
      const json = { challenge: 'email', session: asked.session, code: '000000' };
      const wrongCode = await respond(system, json);
      const again = challengeOf(await choose(username), 'choose_method');
      const byChoice = await chosen(again.session, { method: 'email' });
      return [choice, wrong, email, wrongCode, byChoice].map(seen);
    });
    const [known, unknown] = await Promise.all(steps);
    expect(known?.map(({ status }) => status)).toEqual([200, 401, 200, 400, 200]);
    expect(unknown).toEqual(known);
  });
});
