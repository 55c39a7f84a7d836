/**
 * Staff need a second factor. Administrators create the users, so this journey also runs at a real pool whose tokens have
 * `acr`, with credentials for `AdminCreateUser`, `AdminSetUserPassword` and `AdminAddUserToGroup`.
 */
import type { Order, OrderPage } from '@gatehouse/contracts';
import { decodeJwt } from 'jose';
import { type Customer, password } from './new-customer.js';
import { provisionedCustomer } from './pool-administration.js';
import { SteppedUpAccount } from './sign-in-steps.js';
import { newSupporter, signInWithApp } from './staff.js';
import { System, type Tokens } from './system.js';

const system = System.shared();
const aBook = { currency: 'EUR', lines: [{ sku: 'book', quantity: 1, unitPrice: 1250 }] };
const challenge =
  'Bearer realm="gatehouse", error="insufficient_user_authentication", ' +
  'acr_values="urn:cognito:loa:3 urn:cognito:loa:4", max_age="43200"';

let customer: Customer;
let placed: Order;
beforeAll(async () => {
  customer = await provisionedCustomer(system);
  placed = await place(customer.tokens);
});

async function place({ access_token: token }: Tokens): Promise<Order> {
  const { status, body } = await system.call<Order>('/orders', { token, json: aBook });
  expect(status).toBe(201);
  return body;
}

const read = ({ access_token: token }: Tokens) =>
  system.call(`/users/${customer.userId}`, { token });
const manage = ({ access_token: token }: Tokens, action: 'disable' | 'enable') =>
  system.call(`/users/${customer.userId}/${action}`, { method: 'POST', token });
const statusOfOrder = async ({ access_token: token }: Tokens) =>
  (await system.call(`/orders/${placed.id}`, { token })).status;
const claimsOf = ({ access_token }: Tokens) => decodeJwt(access_token);

describe('a member of support who signs in by password alone', () => {
  it('is asked for a second factor, changes nothing and sees their own orders alone', async () => {
    const { tokens } = await provisionedCustomer(system, 'support');
    expect(claimsOf(tokens)).toMatchObject({
      acr: 'urn:cognito:loa:1',
      scope: expect.stringContaining('users/support') as string,
    });
    for (const call of [read, () => manage(tokens, 'disable'), () => manage(tokens, 'enable')]) {
      const { status, headers, body } = await call(tokens);
      expect([status, headers.get('www-authenticate')]).toEqual([401, challenge]);
      expect(body).toMatchObject({ status: 401, code: 'insufficient_user_authentication' });
      expect(JSON.stringify(body)).not.toContain(customer.email);
    }
    const ofCustomer = { token: customer.tokens.access_token };
    expect((await system.call('/users/me', ofCustomer)).status).toBe(200);

    const own = await place(tokens);
    const token = tokens.access_token;
    const { body } = await system.call<OrderPage>('/orders', { token });
    expect(body.items.map(({ id }) => id)).toEqual([own.id]);
    expect(await statusOfOrder(tokens)).toBe(404);
  });

  it('has the rights of staff once they sign in with the authenticator app that they add', async () => {
    const member = await provisionedCustomer(system, 'support');
    const secret = await (await SteppedUpAccount.of(system, member)).addTotp();
    expect((await read(member.tokens)).status).toBe(401);
    const tokens = await signInWithApp(system, { ...member, secret });
    expect(claimsOf(tokens).acr).toBe('urn:cognito:loa:4');
    const profile = await read(tokens);
    expect([profile.status, profile.body]).toMatchObject([200, { id: customer.userId }]);
    expect(await statusOfOrder(tokens)).toBe(200);
    expect((await read(member.tokens)).status).toBe(401);
  });
});

describe('a member of support who signs in with an authenticator app', () => {
  it('keeps the rights when the tokens are refreshed, and no right to change the own account', async () => {
    const { tokens } = await newSupporter(system);
    const { status, body: refreshed } = await system.call<Tokens>('/auth/refresh', {
      json: { refresh_token: tokens.refresh_token },
    });
    expect(status).toBe(200);
    const { acr, auth_time } = claimsOf(tokens);
    expect(claimsOf(refreshed)).toMatchObject({ acr, auth_time });
    expect((await read(refreshed)).status).toBe(200);
    expect(await statusOfOrder(refreshed)).toBe(200);

    for (const { access_token: token } of [tokens, refreshed]) {
      const json = { current_password: password, new_password: `${password}!` };
      const rejected = await system.call('/account/password', { token, json });
      expect(rejected).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
    }
  });

  it('disables and enables a customer', async () => {
    const { tokens } = await newSupporter(system);
    expect((await manage(tokens, 'disable')).status).toBe(204);
    const json = { username: customer.email, password };
    expect((await system.call('/auth/token', { json })).status).toBe(401);
    expect((await manage(tokens, 'enable')).status).toBe(204);
    await system.signIn(customer.email, password);
  });
});
