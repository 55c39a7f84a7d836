import type { OrderLine } from '@gatehouse/contracts';
import { TotalTooLargeError } from './errors.js';

/**
 * What all lines cost together, in minor units. It is summed up in whole numbers without bounds, so that a sum no
 * JavaScript number holds exactly is noticed and not rounded.
 *
 * @throws TotalTooLargeError
 */
export function orderTotal(lines: readonly OrderLine[]): number {
  const total = lines.reduce(
    (sum, { quantity, unitPrice }) => sum + BigInt(quantity) * BigInt(unitPrice),
    0n,
  );
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) throw new TotalTooLargeError();
  return Number(total);
}
