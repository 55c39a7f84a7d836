import { entitlements, type Order, type OrderPage, type Profile } from '@gatehouse/contracts';
import { decodeJwt } from 'jose';
import { newAddress, newCustomer, password } from './new-customer.js';
import { newSupporter } from './staff.js';
import { System, type Tokens } from './system.js';

const system = System.shared();
const aBook = { currency: 'EUR', lines: [{ sku: 'book', quantity: 2, unitPrice: 1250 }] };

describe('a customer', () => {
  it('signs up, confirms the code, signs in, has a profile and places an order', async () => {
    const { userId, tokens } = await newCustomer(system);
    const token = tokens.access_token;
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });

    const profile = await system.call<Profile>('/users/me', { token });
    expect(profile.body).toMatchObject({ id: userId });
    const renamed = await system.call<Profile>('/users/me', {
      method: 'PATCH',
      token,
      json: { displayName: 'Ada' },
    });
    expect(renamed.body.displayName).toBe('Ada');

    const placed = await system.call<Order>('/orders', { token, json: aBook });
    expect(placed.status).toBe(201);
    expect(placed.body).toMatchObject({ customerId: userId, total: 2500, state: 'placed' });
    const listed = await system.call<OrderPage>('/orders', { token });
    expect(listed.body.items.map(({ id }) => id)).toEqual([placed.body.id]);
    const cancelled = await system.call<Order>(`/orders/${placed.body.id}/cancel`, {
      method: 'POST',
      token,
    });
    expect(cancelled.body.state).toBe('cancelled');
  });

  it('gets one response without the password or before the code is confirmed', async () => {
    const unconfirmed = newAddress();
    await system.call('/auth/sign-up', { json: { email: unconfirmed, password } });
    const { email } = await newCustomer(system);
    const wrongPassword = 'Wrong-password-1';
    const answers = await Promise.all(
      [
        { username: unconfirmed, password },
        { username: unconfirmed, password: wrongPassword },
        { username: email, password: wrongPassword },
        { username: newAddress(), password: wrongPassword },
      ].map((json) => system.call('/auth/token', { json })),
    );
    const [first, ...others] = answers.map(({ status, body: { requestId: _, ...body } }) => ({
      status,
      body,
    }));
    expect(first).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } });
    for (const other of others) expect(other).toEqual(first);
  });

  it("must choose a password of the pool's policy", async () => {
    const weak = await system.call('/auth/sign-up', {
      json: { email: newAddress(), password: 'alllowercase1' },
    });
    expect(weak).toMatchObject({ status: 400, body: { code: 'password_policy' } });
  });

  it('refreshes with rotation, and keeps the rights of the sign-in', async () => {
    const { tokens } = await newCustomer(system);
    const refreshed = await system.call<Tokens>('/auth/refresh', {
      json: { refresh_token: tokens.refresh_token },
    });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body.refresh_token).not.toBe(tokens.refresh_token);
    const [before, after] = [tokens, refreshed.body].map(({ access_token }) =>
      decodeJwt(access_token),
    );
    expect(after?.scope).toBe(before?.scope);
    expect(after?.auth_time).toBe(before?.auth_time);
    expect((await system.call('/orders', { token: refreshed.body.access_token })).status).toBe(200);
  });

  it("sees nothing of another customer's order, with any verb", async () => {
    const [owner, other] = [await newCustomer(system), await newCustomer(system)];
    const placed = await system.call<Order>('/orders', {
      token: owner.tokens.access_token,
      json: aBook,
    });
    const path = `/orders/${placed.body.id}`;
    const token = other.tokens.access_token;
    for (const [method, target] of [
      ['GET', path],
      ['POST', `${path}/cancel`],
      ['PUT', path],
      ['PATCH', path],
      ['DELETE', path],
    ] as const) {
      const { status, body } = await system.call(target, { method, token });
      expect([method, status]).toEqual([method, 404]);
      expect(JSON.stringify(body)).not.toContain('book');
      expect(JSON.stringify(body)).not.toContain(owner.userId);
    }
    const listed = await system.call<OrderPage>('/orders', { token });
    expect(listed.body.items).toEqual([]);
  });
});

describe('support', () => {
  it("sees every customer's orders and profiles; a customer may not", async () => {
    const customer = await newCustomer(system);
    const placed = await system.call<Order>('/orders', {
      token: customer.tokens.access_token,
      json: aBook,
    });
    const { access_token: token } = (await newSupporter(system)).tokens;
    expect((await system.call(`/orders/${placed.body.id}`, { token })).status).toBe(200);
    const profile = await system.call<Profile>(`/users/${customer.userId}`, { token });
    expect(profile.body).toMatchObject({ id: customer.userId, email: customer.email });

    const other = await newCustomer(system);
    const refused = await system.call(`/users/${customer.userId}`, {
      token: other.tokens.access_token,
    });
    expect(refused.status).toBe(403);
    expect(JSON.stringify(refused.body)).not.toContain(customer.email);
    expect(refused.headers.get('www-authenticate')).toBe(
      'Bearer realm="gatehouse", error="insufficient_scope", scope="users/read"',
    );
  });
});

describe('the token of a sign-in by API', () => {
  const scopesOf = ({ access_token }: Tokens) => String(decodeJwt(access_token).scope).split(' ');

  it('holds what the user is entitled to, and no more for the asking', async () => {
    const [customer, support] = [
      await system.signInAs('customer'),
      await system.signInAs('support'),
    ];
    const { everyone, byGroup } = entitlements;
    expect(scopesOf(customer).sort()).toEqual([...everyone, ...byGroup.customer].sort());
    expect(scopesOf(support).sort()).toEqual([...everyone, ...byGroup.support].sort());

    const [user] = system.description.users;
    const asked = await system.call('/auth/token', {
      json: { username: user?.email, password: user?.password, scope: 'users/support' },
    });
    expect(asked.status).toBe(400);
  });

  it('is signed with another key than the ID token', async () => {
    const { access_token, id_token } = await system.signInAs('customer');
    const [access, id] = [access_token, id_token].map(
      (token) =>
        JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as {
          kid: string;
        },
    );
    expect(access?.kid).not.toBe(id?.kid);
  });
});
