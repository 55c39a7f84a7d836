import { z } from 'zod';
import { line } from './text.js';
import { userId } from './users.js';

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** The most a line's unit may cost: a million million minor units. */
const maxUnitPrice = 1_000_000_000_000;
const maxLines = 100;
const maxPageSize = 100;

const orderLine = z.strictObject({
  sku: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a stock-keeping unit'),
  quantity: z.int().min(1).max(1000),
  /** In the currency's minor unit: cents, pence, yen. */
  unitPrice: z.int().min(0).max(maxUnitPrice),
});
export type OrderLine = z.output<typeof orderLine>;

export const placeOrder = z
  .strictObject({
    currency: z
      .string()
      .refine((code) => currencies.has(code), 'must be a currency code of ISO 4217'),
    lines: z.array(orderLine).min(1).max(maxLines),
    /** Whom the order is for. A machine must say; a user orders for themselves. */
    customerId: userId.optional(),
    note: line(500).optional(),
  })
  // What the documentation offers to send: a user needn't change anything.
  .meta({
    examples: [{ currency: 'EUR', lines: [{ sku: 'lamp', quantity: 2, unitPrice: 1_250 }] }],
  });
export type PlaceOrder = z.output<typeof placeOrder>;

/** The `Idempotency-Key` of a request that may be sent again without doing its work again. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible ASCII characters');

export const orderId = z.uuid();

export const orderStates = ['placed', 'fulfilled', 'cancelled'] as const;
export type OrderState = (typeof orderStates)[number];

export const order = z.object({
  id: orderId,
  state: z.enum(orderStates),
  customerId: userId,
  /** Who placed it: the customer, or the machine that did it for them. */
  placedBy: z.string(),
  currency: z.string(),
  lines: z.array(orderLine),
  /** In the currency's minor unit. */
  total: z.int(),
  note: z.string().nullable(),
  placedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Order = z.output<typeof order>;

/** The query of a page of orders. */
export const listOrders = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(maxPageSize))
    .default(20),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(200).optional(),
  customerId: userId.optional(),
});
export type ListOrders = z.output<typeof listOrders>;

export const orderPage = z.object({
  items: z.array(order),
  /** Opens the next page; null on the last. */
  nextCursor: z.string().nullable(),
});
export type OrderPage = z.output<typeof orderPage>;
