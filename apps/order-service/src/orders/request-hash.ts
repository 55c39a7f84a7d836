import { createHash } from 'node:crypto';
import type { NewOrder } from './new-order.js';

/** The same for two requests that ask for the same order, whatever the spelling of their JSON. */
export function requestHash({ customerId, currency, lines, note }: NewOrder): string {
  const asked = {
    customerId,
    currency,
    lines: lines.map(({ sku, quantity, unitPrice }) => [sku, quantity, unitPrice]),
    note: note ?? null,
  };
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
}
