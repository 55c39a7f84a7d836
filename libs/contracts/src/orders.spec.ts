import { z } from 'zod';
import { idempotencyKey, listOrders, placeOrder } from './index.js';

const line = { sku: 'TEA-1', quantity: 2, unitPrice: 350 };
const good = { currency: 'EUR', lines: [line] };

describe('placeOrder', () => {
  it('takes a full order and a plain one', () => {
    const full = { ...good, customerId: '34c84488-e0e1-70ae-d2ee-991ad1a898c8', note: 'Ring' };
    expect(placeOrder.parse(full)).toEqual(full);
    expect(placeOrder.parse(good)).toEqual(good);
  });

  it('takes what the documentation offers', () => {
    const { examples } = z.globalRegistry.get(placeOrder) as { readonly examples: unknown[] };
    expect(examples.map((example) => placeOrder.parse(example))).toEqual(examples);
  });

  it.each([
    ['a currency that is none', { ...good, currency: 'EUX' }],
    ['a currency in lower case', { ...good, currency: 'eur' }],
    ['a currency named like a member of every object', { ...good, currency: 'constructor' }],
    ['no lines', { ...good, lines: [] }],
    ['too many lines', { ...good, lines: Array.from({ length: 101 }, () => line) }],
    ['no quantity', { ...good, lines: [{ ...line, quantity: 0 }] }],
    ['too large a quantity', { ...good, lines: [{ ...line, quantity: 1001 }] }],
    ['part of a piece', { ...good, lines: [{ ...line, quantity: 1.5 }] }],
    ['part of a cent', { ...good, lines: [{ ...line, unitPrice: 0.5 }] }],
    ['a price below nothing', { ...good, lines: [{ ...line, unitPrice: -1 }] }],
    ['a price that is text', { ...good, lines: [{ ...line, unitPrice: '350' }] }],
    ['a sku with a path in it', { ...good, lines: [{ ...line, sku: '../x' }] }],
    ['a total the caller names', { ...good, total: 1 }],
    ['a customer that is an object', { ...good, customerId: { $ne: '' } }],
    ['a note over two lines', { ...good, note: 'a\nb' }],
    ['a list', [good]],
    ['nothing', undefined],
  ])('refuses %s', (_name, body) => {
    expect(placeOrder.safeParse(body).success).toBe(false);
  });
});

describe('listOrders', () => {
  it('fills in the page size', () => {
    expect(listOrders.parse({})).toEqual({ limit: 20 });
    expect(listOrders.parse({ limit: '100' })).toEqual({ limit: 100 });
  });

  it.each(['0', '101', '-1', '1.5', '1e1', '', ' 5', ['1', '2']])(
    'refuses the limit %j',
    (limit) => {
      expect(listOrders.safeParse({ limit }).success).toBe(false);
    },
  );

  it('refuses what it does not know', () => {
    expect(listOrders.safeParse({ owner: 'someone' }).success).toBe(false);
  });
});

describe('idempotencyKey', () => {
  it.each(['', 'two, of them', 'a'.repeat(129), 'é'])('refuses %j', (key) => {
    expect(idempotencyKey.safeParse(key).success).toBe(false);
  });

  it('takes a UUID', () => {
    expect(idempotencyKey.safeParse('0f9d1c2e-7f5b-4a43-9d52-5d6a3e2f1b0c').success).toBe(true);
  });
});
