import { authorizingScopes, type Principal } from '@gatehouse/auth-core';
import { scopes } from '@gatehouse/contracts';

/** Whose an order is. */
export interface OrderParties {
  readonly poolId: string;
  readonly ownerSub: string;
  readonly customerId: string;
}

/**
 * Whether the caller sees all orders of their pool. Where a service calls for someone, its scopes authorize and
 * theirs limit what is seen, so both need the scope.
 */
export function seesAllOrders(caller: Principal): boolean {
  const held = [authorizingScopes(caller), caller.scopes];
  return held.every((list) => list.includes(scopes.ordersReadAll));
}

/** Whether the caller placed the order. */
export function owns(caller: Principal, order: OrderParties): boolean {
  return order.poolId === caller.poolId && order.ownerSub === caller.subject;
}

/** Whether the caller may see the order: as its owner, as the customer a machine placed it for, or as one who sees all. */
export function sees(caller: Principal, order: OrderParties): boolean {
  if (order.poolId !== caller.poolId) return false;
  if (seesAllOrders(caller) || owns(caller, order)) return true;
  return caller.kind === 'user' && order.customerId === caller.subject;
}
