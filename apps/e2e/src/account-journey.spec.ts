import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Account, SteppedUp, TotpSetUp } from '@gatehouse/contracts';
import { useResources } from '@gatehouse/test-kit';
import { codeFor, type Customer, newAddress, newCustomer, password } from './new-customer.js';
import { cognitoOf } from './pool-administration.js';
import { begin, challengeOf, respond, SteppedUpAccount, tokensIn } from './sign-in-steps.js';
import { System } from './system.js';
import { totpCode } from './totp.js';

const system = System.shared();
const newPassword = 'another-Horse-battery-10';

const signIn = (username: string, secret = password) =>
  begin(system, { username, password: secret });
const stepUp = (customer: Customer) => SteppedUpAccount.of(system, customer);

describe('the account of a customer', () => {
  it('is shown, and changes what proves nothing', async () => {
    const customer = await newCustomer(system);
    const token = customer.tokens.access_token;
    const { body } = await system.call<Account>('/account', { token });
    expect(body).toMatchObject({ sub: customer.userId, email: customer.email, name: null });
    expect(body.email_verified).toBe(true);
    expect(body.factors).toEqual({ enabled: [], preferred: null });
    const json = { name: 'Ada', locale: 'en-GB' };
    const changed = await system.call<Account>('/account', { method: 'PATCH', token, json });
    expect(changed.body).toMatchObject(json);
  });

  it('gets an authenticator app, signs in with it, and gets rid of it', async () => {
    const customer = await newCustomer(system);
    const account = await stepUp(customer);
    const { secret, uri } = (await account.call<TotpSetUp>('POST', 'factors/totp')).body;
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    const confirm = (code: string) => account.call('POST', 'factors/totp/confirm', { code });
    expect(await confirm('000000')).toMatchObject({ status: 400, body: { code: 'invalid_code' } });
    expect((await confirm(totpCode(secret, -1))).status).toBe(204);

    const asked = await signIn(customer.email);
    expect(asked.body).not.toHaveProperty('access_token');
    const { session } = challengeOf(asked, 'totp');
    const respondWith = (code: string) => respond(system, { challenge: 'totp', session, code });
    const refused = await respondWith('000000');
    expect([refused.status, refused.body]).toMatchObject([400, { code: 'invalid_code' }]);
    expect(tokensIn(await respondWith(totpCode(secret)))).toMatchObject({ token_type: 'Bearer' });
    const again = await respondWith(totpCode(secret, 1));
    expect([again.status, again.body]).toMatchObject([401, { code: 'sign_in_expired' }]);

    expect((await account.call('DELETE', 'factors/totp')).status).toBe(204);
    tokensIn(await signIn(customer.email));
  });

  it('asks for the second factor in a step-up too', async () => {
    const customer = await newCustomer(system);
    const token = customer.tokens.access_token;
    const secret = await (await stepUp(customer)).addTotp();
    const begun = await system.call('/account/step-up', { token, json: { password } });
    const { session } = challengeOf(begun, 'totp');
    const done = await system.call('/account/step-up/challenge', {
      token,
      json: { challenge: 'totp', session, code: totpCode(secret) },
    });
    expect(done.body).toMatchObject({ step_up: expect.any(String) as string });
  });

  it('moves to another address once the code sent there is shown', async () => {
    const customer = await newCustomer(system);
    const account = await stepUp(customer);
    const email = newAddress();
    const sent = await account.call('POST', 'email', { email });
    expect([sent.status, sent.body]).toMatchObject([200, { destination: 'j***@e***' }]);
    expect((await signIn(email)).status).toBe(401);
    const json = { code: await codeFor(system, customer.userId) };
    const confirmed = await account.call('POST', 'email/confirm', json);
    expect(confirmed.status).toBe(204);
    expect((await signIn(email)).status).toBe(200);
    expect((await signIn(customer.email)).status).toBe(401);
  });

  it('gets another password, which ends every session', async () => {
    const customer = await newCustomer(system);
    const token = customer.tokens.access_token;
    const account = await stepUp(customer);
    const change = (current_password: string) =>
      account.call('POST', 'password', { current_password, new_password: newPassword });
    expect(await change(newPassword)).toMatchObject({ status: 400 });
    expect((await change(password)).status).toBe(204);
    expect((await system.call('/account', { token })).status).toBe(401);
    expect((await signIn(customer.email)).status).toBe(401);
    expect((await signIn(customer.email, newPassword)).status).toBe(200);
  });

  it('is recovered by a code, which ends every session', async () => {
    const customer = await newCustomer(system);
    const { email } = customer;
    const forgotten = await system.call('/auth/forgot-password', { json: { email } });
    expect(forgotten.status).toBe(202);
    const reset = (code: string) =>
      system.call('/auth/reset-password', { json: { email, code, password: newPassword } });
    expect(await reset('000000')).toMatchObject({ status: 400, body: { code: 'invalid_code' } });
    expect((await reset(await codeFor(system, customer.userId))).status).toBe(204);
    const token = customer.tokens.access_token;
    expect((await system.call('/account', { token })).status).toBe(401);
    expect((await signIn(email)).status).toBe(401);
    expect((await signIn(email, newPassword)).status).toBe(200);
  });

  it('answers alike about addresses with and without an account', async () => {
    const { email } = await newCustomer(system);
    const answers = await Promise.all(
      [email, newAddress()].flatMap((address) => [
        system.call('/auth/forgot-password', { json: { email: address } }),
        system.call('/auth/resend-code', { json: { email: address } }),
        system.call('/auth/reset-password', {
          json: { email: address, code: '000000', password: newPassword },
        }),
        system.call('/auth/confirm', { json: { email: address, code: '000000' } }),
      ]),
    );
    const seen = answers.map(({ status, body: { requestId: _, ...body } }) => ({ status, body }));
    expect(seen.slice(0, 4)).toEqual(seen.slice(4));
  });

  it('takes nothing that lasts without a step-up, and none of another session', async () => {
    const customer = await newCustomer(system);
    const second = await system.signIn(customer.email, password);
    const { body: proof } = await system.call<SteppedUp>('/account/step-up', {
      token: customer.tokens.access_token,
      json: { password },
    });
    const elsewhere = SteppedUpAccount.with(system, second.access_token, proof);
    for (const refused of [
      await system.call('/account/factors/totp', {
        method: 'POST',
        token: customer.tokens.access_token,
      }),
      await elsewhere.call('POST', 'factors/totp'),
    ]) {
      expect(refused).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
    }
  });
});

describe('an invited user', () => {
  const resources = useResources();

  it('chooses a password of their own at the first sign-in', async () => {
    const { pool } = system.description;
    const cognito = resources.add(cognitoOf(system), (client) => client.destroy());
    const email = newAddress();
    const Username = email;
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    const temporary = { TemporaryPassword: password, MessageAction: 'SUPPRESS' } as const;
    await cognito.send(
      new AdminCreateUserCommand({ UserPoolId: pool.id, Username, UserAttributes, ...temporary }),
    );
    const { session, missing_attributes } = challengeOf(await signIn(email), 'new_password');
    expect(missing_attributes).toEqual([]);
    const choose = (chosen: string) =>
      respond(system, { challenge: 'new_password', session, password: chosen });
    const weak = await choose('lower-case-alone');
    expect([weak.status, weak.body]).toMatchObject([400, { code: 'password_policy' }]);
    tokensIn(await choose(newPassword));
    expect((await signIn(email, newPassword)).status).toBe(200);
  });
});
