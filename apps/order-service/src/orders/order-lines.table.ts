import { sql } from 'drizzle-orm';
import { bigint, check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { orders } from './orders.table.js';

/** What was ordered, in the order it was asked for. Lines never change. */
export const orderLines = pgTable(
  'order_lines',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    sku: text('sku').notNull(),
    quantity: integer('quantity').notNull(),
    /** In minor units of the order's currency. */
    unitPrice: bigint('unit_price', { mode: 'number' }).notNull(),
  },
  (line) => [
    primaryKey({ columns: [line.orderId, line.position] }),
    check('order_lines_quantity', sql`${line.quantity} > 0`),
    check('order_lines_unit_price', sql`${line.unitPrice} >= 0`),
  ],
);
