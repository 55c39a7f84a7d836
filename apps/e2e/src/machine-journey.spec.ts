import type { Order, OrderPage, Profile } from '@gatehouse/contracts';
import { System } from './system.js';

const system = System.shared();
const lines = [{ sku: 'pallet', quantity: 1, unitPrice: 99_900 }];

describe("the outside partner's machine", () => {
  it('places an order for a customer with a client-credentials token, and owns it', async () => {
    const user = await system.signInAs('customer');
    const { body: customer } = await system.call<Profile>('/users/me', {
      token: user.access_token,
    });
    const token = await system.machineToken('partner', 'orders/read orders/write');
    const placed = await system.call<Order>('/orders', {
      token,
      json: { currency: 'EUR', lines, customerId: customer.id },
    });
    expect(placed.status).toBe(201);
    expect(placed.body).toMatchObject({
      customerId: customer.id,
      placedBy: system.description.pool.clients.partner,
      total: 99_900,
    });
    const listed = await system.call<OrderPage>('/orders', { token });
    expect(listed.body.items.map(({ id }) => id)).toContain(placed.body.id);
  });

  it('must name a customer who exists', async () => {
    const token = await system.machineToken('partner', 'orders/write');
    const unnamed = await system.call('/orders', { token, json: { currency: 'EUR', lines } });
    expect(unnamed.status).toBe(400);
    const customerId = '00000000-0000-0000-0000-000000000000';
    const unknown = await system.call('/orders', {
      token,
      json: { currency: 'EUR', lines, customerId },
    });
    expect(unknown.status).toBe(422);
  });

  it('may do what the scopes of its token say, and not what its client may', async () => {
    const token = await system.machineToken('partner', 'orders/read');
    const refused = await system.call('/orders', { token, json: { currency: 'EUR', lines } });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('www-authenticate')).toContain('scope="orders/write"');
  });

  it('is no user', async () => {
    const token = await system.machineToken('partner', 'orders/read');
    expect((await system.call('/users/me', { token })).status).toBe(403);
  });

  it('gets no scope that is not its own', async () => {
    await expect(system.machineToken('partner', 'users/read')).rejects.toThrow('invalid_grant');
    await expect(system.machineToken('partner', 'orders/nothing')).rejects.toThrow('invalid_scope');
  });
});
