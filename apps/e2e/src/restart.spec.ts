import type { Order } from '@gatehouse/contracts';
import { useResources } from '@gatehouse/test-kit';
import { LocalSystem } from './local-system.js';
import { System } from './system.js';

const resources = useResources();
let local: LocalSystem;

beforeAll(async () => {
  local = await resources.add(LocalSystem.start());
});

describe('after every process was restarted', () => {
  it('an order, its customer and their refresh token are still there', async () => {
    const before = new System(local.description);
    const tokens = await before.signInAs('customer');
    const placed = await before.call<Order>('/orders', {
      token: tokens.access_token,
      json: { currency: 'JPY', lines: [{ sku: 'tea', quantity: 1, unitPrice: 900 }] },
    });
    expect(placed.status).toBe(201);

    local = await resources.addForAll(local.restart());
    const after = new System(local.description);
    const found = await after.call<Order>(`/orders/${placed.body.id}`, {
      token: tokens.access_token,
    });
    expect(found).toMatchObject({ status: 200, body: placed.body });
    const refreshed = await after.call('/auth/refresh', {
      json: { refresh_token: tokens.refresh_token },
    });
    expect(refreshed.status).toBe(200);
    expect((await after.signInAs('customer')).token_type).toBe('Bearer');
  });
});
