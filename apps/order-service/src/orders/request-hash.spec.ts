import { requestHash } from './request-hash.js';

const order = {
  poolId: 'pool-a',
  ownerSub: 'ada',
  customerId: 'ada',
  currency: 'EUR',
  lines: [{ sku: 'TEA-1', quantity: 1, unitPrice: 350 }],
  total: 350,
};

describe('requestHash', () => {
  it('does not depend on the order of members', () => {
    const turned = { ...order, lines: [{ unitPrice: 350, quantity: 1, sku: 'TEA-1' }] };
    expect(requestHash(turned)).toBe(requestHash(order));
  });

  it.each([
    { customerId: 'eve' },
    { currency: 'USD' },
    { note: 'Ring' },
    { lines: [{ sku: 'TEA-1', quantity: 2, unitPrice: 350 }] },
    { lines: [...order.lines, ...order.lines] },
  ])('depends on %j', (change) => {
    expect(requestHash({ ...order, ...change })).not.toBe(requestHash(order));
  });
});
