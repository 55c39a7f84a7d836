import type { Principal } from '@gatehouse/auth-core';
import { scopes } from '@gatehouse/contracts';
import { owns, sees, seesAllOrders } from './order-access.js';

const base = {
  poolId: 'pool-a',
  clientId: 'web',
  requestingWorkloads: ['gateway'],
  issuedAt: 0,
};
const ada: Principal = {
  ...base,
  kind: 'user',
  subject: 'ada',
  username: 'ada',
  groups: [],
  scopes: [scopes.ordersRead],
};
const support: Principal = { ...ada, subject: 'sam', scopes: [scopes.ordersReadAll] };
const machine: Principal = { ...base, kind: 'client', subject: 'web', scopes: [scopes.ordersRead] };
const order = { poolId: 'pool-a', ownerSub: 'ada', customerId: 'ada' };

describe('an order', () => {
  it('is seen and owned by whoever placed it', () => {
    expect([sees(ada, order), owns(ada, order)]).toEqual([true, true]);
  });

  it('is seen and not owned by the customer it was placed for', () => {
    const placedFor = { ...order, ownerSub: 'web' };
    expect([sees(ada, placedFor), owns(ada, placedFor)]).toEqual([true, false]);
    expect([sees(machine, placedFor), owns(machine, placedFor)]).toEqual([true, true]);
  });

  it('is hidden from anyone else, also from a machine named like its customer', () => {
    expect(sees({ ...ada, subject: 'eve' }, order)).toBe(false);
    expect(sees(machine, { ...order, customerId: 'web' })).toBe(false);
  });

  it('is hidden from the same subject of another pool, whatever its scopes', () => {
    expect(sees({ ...ada, poolId: 'pool-b' }, order)).toBe(false);
    expect(owns({ ...ada, poolId: 'pool-b' }, order)).toBe(false);
    expect(sees({ ...support, poolId: 'pool-b' }, order)).toBe(false);
  });

  it('is seen by support, and through a service only when that may see all orders too', () => {
    const through = (list: readonly string[]) => ({
      ...support,
      workload: { name: 'billing', clientId: 'billing', scopes: list },
    });
    expect(sees(support, order)).toBe(true);
    expect(sees(through([scopes.ordersReadAll]), order)).toBe(true);
    expect(sees(through([scopes.ordersRead]), order)).toBe(false);
    expect(seesAllOrders({ ...through([scopes.ordersReadAll]), scopes: [] })).toBe(false);
  });
});
