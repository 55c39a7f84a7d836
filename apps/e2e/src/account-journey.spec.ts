import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Account, SignInChallenge, SteppedUp, TotpSetUp } from '@gatehouse/contracts';
import { useResources } from '@gatehouse/test-kit';
import { codeFor, type Customer, newAddress, newCustomer, password } from './new-customer.js';
import { System, type Tokens } from './system.js';
import { totpCode } from './totp.js';

const system = System.shared();
const newPassword = 'another-Horse-battery-10';

/** The handle of a step-up by password. */
async function stepUp({ tokens }: Pick<Customer, 'tokens'>): Promise<Record<string, string>> {
  const { status, body } = await system.call<SteppedUp>('/account/step-up', {
    token: tokens.access_token,
    json: { password },
  });
  expect([status, body]).toMatchObject([200, { step_up: expect.any(String) as string }]);
  return { 'step-up': body.step_up };
}

const begin = (email: string, secret = password) =>
  system.call<SignInChallenge & Tokens>('/auth/token', {
    json: { username: email, password: secret },
  });
const respond = (json: object) =>
  system.call<SignInChallenge & Tokens & { code: string }>('/auth/challenge', { json });

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
    const token = customer.tokens.access_token;
    const headers = await stepUp(customer);
    const setUp = await system.call<TotpSetUp>('/account/factors/totp', {
      method: 'POST',
      token,
      headers,
    });
    const { secret, uri } = setUp.body;
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    const confirm = '/account/factors/totp/confirm';
    const wrong = await system.call(confirm, { token, headers, json: { code: '000000' } });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_code' } });
    const json = { code: totpCode(secret, -1) };
    expect((await system.call(confirm, { token, headers, json })).status).toBe(204);

    const { body: challenge } = await begin(customer.email);
    expect(challenge).toMatchObject({ challenge: 'totp' });
    expect(challenge).not.toHaveProperty('access_token');
    const { session } = challenge;
    const refused = await respond({ challenge: 'totp', session, code: '000000' });
    expect([refused.status, refused.body]).toMatchObject([400, { code: 'invalid_code' }]);
    const signedIn = await respond({ challenge: 'totp', session, code: totpCode(secret) });
    expect([signedIn.status, signedIn.body]).toMatchObject([200, { token_type: 'Bearer' }]);
    const again = await respond({ challenge: 'totp', session, code: totpCode(secret, 1) });
    expect([again.status, again.body]).toMatchObject([401, { code: 'sign_in_expired' }]);

    const removed = await system.call('/account/factors/totp', {
      method: 'DELETE',
      token,
      headers,
    });
    expect(removed.status).toBe(204);
    expect((await begin(customer.email)).body).toHaveProperty('access_token');
  });

  it('asks for the second factor in a step-up too', async () => {
    const customer = await newCustomer(system);
    const token = customer.tokens.access_token;
    const headers = await stepUp(customer);
    const { body } = await system.call<TotpSetUp>('/account/factors/totp', {
      method: 'POST',
      token,
      headers,
    });
    await system.call('/account/factors/totp/confirm', {
      token,
      headers,
      json: { code: totpCode(body.secret, -1) },
    });
    const begun = await system.call<SignInChallenge>('/account/step-up', {
      token,
      json: { password },
    });
    expect(begun.body).toMatchObject({ challenge: 'totp' });
    const { session } = begun.body;
    const done = await system.call('/account/step-up/challenge', {
      token,
      json: { challenge: 'totp', session, code: totpCode(body.secret) },
    });
    expect(done.body).toMatchObject({ step_up: expect.any(String) as string });
  });

  it('moves to another address once the code sent there is shown', async () => {
    const customer = await newCustomer(system);
    const token = customer.tokens.access_token;
    const headers = await stepUp(customer);
    const email = newAddress();
    const sent = await system.call('/account/email', { token, headers, json: { email } });
    expect([sent.status, sent.body]).toMatchObject([200, { destination: 'j***@e***' }]);
    expect((await begin(email)).status).toBe(401);
    const json = { code: await codeFor(system, customer.userId) };
    const confirmed = await system.call('/account/email/confirm', { token, headers, json });
    expect(confirmed.status).toBe(204);
    expect((await begin(email)).status).toBe(200);
    expect((await begin(customer.email)).status).toBe(401);
  });

  it('gets another password, which ends every session', async () => {
    const customer = await newCustomer(system);
    const token = customer.tokens.access_token;
    const headers = await stepUp(customer);
    const change = (current_password: string) =>
      system.call('/account/password', {
        token,
        headers,
        json: { current_password, new_password: newPassword },
      });
    expect(await change(newPassword)).toMatchObject({ status: 400 });
    expect((await change(password)).status).toBe(204);
    expect((await system.call('/account', { token })).status).toBe(401);
    expect((await begin(customer.email)).status).toBe(401);
    expect((await begin(customer.email, newPassword)).status).toBe(200);
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
    expect((await begin(email)).status).toBe(401);
    expect((await begin(email, newPassword)).status).toBe(200);
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
    const headers = await stepUp(customer);
    for (const options of [
      { token: customer.tokens.access_token },
      { token: second.access_token, headers },
    ]) {
      const refused = await system.call('/account/factors/totp', { method: 'POST', ...options });
      expect(refused).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
    }
  });
});

describe('an invited user', () => {
  const resources = useResources();

  it('chooses a password of their own at the first sign-in', async () => {
    const { emulatorUrl, pool } = system.description;
    const cognito = resources.add(
      new CognitoIdentityProviderClient({
        endpoint: emulatorUrl,
        region: pool.id.split('_')[0] ?? '',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      }),
      (client) => client.destroy(),
    );
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
    const { body } = await begin(email);
    expect(body).toMatchObject({ challenge: 'new_password', missing_attributes: [] });
    const { session } = body;
    const weak = await respond({
      challenge: 'new_password',
      session,
      password: 'lower-case-alone',
    });
    expect([weak.status, weak.body]).toMatchObject([400, { code: 'password_policy' }]);
    const done = await respond({ challenge: 'new_password', session, password: newPassword });
    expect([done.status, done.body]).toMatchObject([200, { token_type: 'Bearer' }]);
    expect((await begin(email, newPassword)).status).toBe(200);
  });
});
