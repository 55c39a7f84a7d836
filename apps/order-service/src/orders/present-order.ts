import type { Order } from '@gatehouse/contracts';
import type { StoredOrder } from './orders.repository.js';

/** An order as callers see it. */
export function presentOrder(stored: StoredOrder): Order {
  const { id, state, customerId, ownerSub, currency, total, note } = stored;
  return {
    id,
    state,
    customerId,
    placedBy: ownerSub,
    currency,
    lines: stored.lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice })),
    total,
    note,
    placedAt: stored.placedAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
  };
}
