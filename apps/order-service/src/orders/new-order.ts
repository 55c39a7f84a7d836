import type { Principal } from '@gatehouse/auth-core';
import type { OrderLine, PlaceOrder } from '@gatehouse/contracts';
import { CustomerNotAllowedError, CustomerRequiredError } from './errors.js';
import type { OrderParties } from './order-access.js';
import { orderTotal } from './order-total.js';

/** An order about to be placed. */
export interface NewOrder extends OrderParties {
  readonly currency: string;
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly note?: string;
}

/**
 * The order a caller asks for, in the caller's name.
 *
 * @throws CustomerRequiredError, CustomerNotAllowedError, TotalTooLargeError
 */
export function newOrder(caller: Principal, asked: PlaceOrder): NewOrder {
  return {
    poolId: caller.poolId,
    ownerSub: caller.subject,
    customerId: customerOf(caller, asked.customerId),
    currency: asked.currency,
    lines: asked.lines,
    total: orderTotal(asked.lines),
    note: asked.note,
  };
}

function customerOf(caller: Principal, asked: string | undefined): string {
  if (caller.kind === 'client') {
    if (asked === undefined) throw new CustomerRequiredError();
    return asked;
  }
  if (asked !== undefined && asked !== caller.subject) throw new CustomerNotAllowedError();
  return caller.subject;
}
