/**
 * Second factors whose codes are messages. The codes come from the outbox, so these journeys need the emulator.
 */
import type { Account, CodeSent } from '@gatehouse/contracts';
import { codeFor, type Customer, newCustomer, password } from './new-customer.js';
import { begin, challengeOf, respond, SteppedUpAccount, tokensIn } from './sign-in-steps.js';
import { System } from './system.js';
import { totpCode } from './totp.js';

const system = System.shared();
const phoneNumber = '+447700900123';

const signIn = ({ email }: Customer) => begin(system, { username: email, password });
const accountOf = async ({ tokens }: Customer) =>
  (await system.call<Account>('/account', { token: tokens.access_token })).body;

async function addPhone(customer: Customer, account: SteppedUpAccount): Promise<void> {
  const json = { phone_number: phoneNumber };
  const sent = await account.call<CodeSent>('POST', 'phone-number', json);
  expect([sent.status, sent.body]).toEqual([200, { destination: '+*******0123' }]);
  const code = await codeFor(system, customer.userId);
  expect((await account.call('POST', 'phone-number/confirm', { code })).status).toBe(204);
}

describe('codes by SMS as a second factor', () => {
  it('come to a number that its owner has proved, until the factor is removed', async () => {
    const customer = await newCustomer(system);
    const account = await SteppedUpAccount.of(system, customer);
    const early = await account.call('PUT', 'factors/sms');
    expect([early.status, early.body]).toMatchObject([400, { code: 'invalid_request' }]);
    await addPhone(customer, account);
    expect(await accountOf(customer)).toMatchObject({
      phone_number: phoneNumber,
      phone_number_verified: true,
    });
    expect((await account.call('PUT', 'factors/sms')).status).toBe(204);
    expect((await accountOf(customer)).factors).toEqual({ enabled: ['sms'], preferred: null });

    const { session, destination } = challengeOf(await signIn(customer), 'sms');
    expect(destination).toBe('+*******0123');
    const wrong = await respond(system, { challenge: 'sms', session, code: '000000' });
    expect([wrong.status, wrong.body]).toMatchObject([400, { code: 'invalid_code' }]);
    const code = await codeFor(system, customer.userId);
    tokensIn(await respond(system, { challenge: 'sms', session, code }));

    expect((await account.call('DELETE', 'factors/sms')).status).toBe(204);
    tokensIn(await signIn(customer));
  });
});

describe('codes by email as a second factor', () => {
  it('come to the address of the account, until the factor is removed', async () => {
    const customer = await newCustomer(system);
    const account = await SteppedUpAccount.of(system, customer);
    expect((await account.call('PUT', 'factors/email')).status).toBe(204);
    expect((await accountOf(customer)).factors.enabled).toEqual(['email']);

    const { session, destination } = challengeOf(await signIn(customer), 'email');
    expect(destination).toBe('j***@e***');
    const code = await codeFor(system, customer.userId);
    tokensIn(await respond(system, { challenge: 'email', session, code }));

    expect((await account.call('DELETE', 'factors/email')).status).toBe(204);
    tokensIn(await signIn(customer));
  });

  it('leave no code by email that resets the password', async () => {
    const customer = await newCustomer(system);
    const account = await SteppedUpAccount.of(system, customer);
    await account.call('PUT', 'factors/email');
    const codeBefore = await codeFor(system, customer.userId);
    const { email } = customer;
    const forgotten = await system.call('/auth/forgot-password', { json: { email } });
    expect(forgotten.status).toBe(202);
    expect(await codeFor(system, customer.userId)).toBe(codeBefore);
    await addPhone(customer, account);
    await system.call('/auth/forgot-password', { json: { email } });
    const json = { email, code: await codeFor(system, customer.userId), password: `${password}!` };
    expect((await system.call('/auth/reset-password', { json })).status).toBe(204);
  });
});

describe('a customer with two second factors', () => {
  it('chooses one at each sign-in, or prefers one', async () => {
    const customer = await newCustomer(system);
    const account = await SteppedUpAccount.of(system, customer);
    await account.call('PUT', 'factors/email');
    const secret = await account.addTotp();

    const choice = challengeOf(await signIn(customer), 'choose_factor');
    expect(choice.factors).toEqual(['totp', 'email']);
    const { session } = choice;
    const chosen = await respond(system, { challenge: 'choose_factor', session, factor: 'email' });
    const { session: ofEmail } = challengeOf(chosen, 'email');
    const code = await codeFor(system, customer.userId);
    tokensIn(await respond(system, { challenge: 'email', session: ofEmail, code }));

    const prefer = (factor: string | null) => account.call('PUT', 'factors/preferred', { factor });
    expect((await prefer('totp')).status).toBe(204);
    expect((await accountOf(customer)).factors.preferred).toBe('totp');
    const preferred = challengeOf(await signIn(customer), 'totp');
    const json = { challenge: 'totp', session: preferred.session, code: totpCode(secret) };
    tokensIn(await respond(system, json));

    expect((await prefer(null)).status).toBe(204);
    challengeOf(await signIn(customer), 'choose_factor');
  });
});
