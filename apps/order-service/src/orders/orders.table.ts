import type { OrderState } from '@gatehouse/contracts';
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const moment = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3 }).notNull().defaultNow();

/** Every order belongs to a pool and an owner in it, the user or the machine that placed it. */
export const orders = pgTable(
  'orders',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    poolId: text('pool_id').notNull(),
    ownerSub: text('owner_sub').notNull(),
    customerId: text('customer_id').notNull(),
    state: text('state').$type<OrderState>().notNull().default('placed'),
    currency: text('currency').notNull(),
    /** In minor units; within what JavaScript's numbers hold exactly. */
    total: bigint('total', { mode: 'number' }).notNull(),
    note: text('note'),
    idempotencyKey: text('idempotency_key'),
    /** SHA-256 of the order asked for, to tell a request sent again from another under the same key. */
    requestHash: text('request_hash').notNull(),
    placedAt: moment('placed_at'),
    updatedAt: moment('updated_at'),
  },
  (order) => [
    check('orders_state', sql`${order.state} IN ('placed', 'fulfilled', 'cancelled')`),
    check('orders_currency', sql`${order.currency} ~ '^[A-Z]{3}$'`),
    check('orders_total', sql`${order.total} BETWEEN 0 AND 9007199254740991`),
    uniqueIndex('orders_idempotency_key').on(order.poolId, order.ownerSub, order.idempotencyKey),
    index('orders_by_owner').on(order.poolId, order.ownerSub, order.placedAt, order.id),
    index('orders_by_customer').on(order.poolId, order.customerId, order.placedAt, order.id),
    index('orders_by_pool').on(order.poolId, order.placedAt, order.id),
  ],
);
