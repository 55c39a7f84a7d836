import { TotalTooLargeError } from './errors.js';
import { orderTotal } from './order-total.js';

const line = (quantity: number, unitPrice: number) => ({ sku: 'TEA-1', quantity, unitPrice });

describe('orderTotal', () => {
  it('adds up quantity times price', () => {
    expect(orderTotal([line(2, 350), line(1, 99), line(3, 0)])).toBe(799);
  });

  it('goes up to the largest exact number and no further', () => {
    const nearly = line(1, Number.MAX_SAFE_INTEGER - 1);
    expect(orderTotal([nearly, line(1, 1)])).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => orderTotal([nearly, line(1, 1), line(1, 1)])).toThrow(TotalTooLargeError);
  });
});
