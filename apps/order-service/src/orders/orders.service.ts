import type { Principal } from '@gatehouse/auth-core';
import type { ListOrders, Order, OrderPage, PlaceOrder } from '@gatehouse/contracts';
import type { Call } from '@gatehouse/service-kit';
import { Injectable } from '@nestjs/common';
import { CustomerDirectory } from '../customers/customer-directory.js';
import {
  IdempotencyKeyReusedError,
  NotTheOwnerError,
  OrderNotCancellableError,
  OrderNotFoundError,
  UnknownCustomerError,
} from './errors.js';
import { newOrder } from './new-order.js';
import { owns, sees, seesAllOrders } from './order-access.js';
import { decodeCursor, encodeCursor } from './order-cursor.js';
import { type OrderRequest, OrdersRepository, type StoredOrder } from './orders.repository.js';
import { presentOrder } from './present-order.js';
import { requestHash } from './request-hash.js';

/** What became of a request to place an order. */
export interface Placement {
  readonly order: Order;
  /** The order was there already, placed by an earlier request under the same key. */
  readonly replayed: boolean;
}

@Injectable()
export class OrdersService {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly customers: CustomerDirectory,
  ) {}

  /**
   * Places an order, once for each idempotency key of a caller. The order of a key used before is given as it is now.
   *
   * @throws CustomerRequiredError, CustomerNotAllowedError, TotalTooLargeError, UnknownCustomerError,
   *   IdempotencyKeyReusedError, CustomerCheckUnavailableError
   */
  async place(call: Call, asked: PlaceOrder, idempotencyKey?: string): Promise<Placement> {
    const order = newOrder(call.caller, asked);
    const request = { idempotencyKey, hash: requestHash(order) };
    const earlier = await this.placedBefore(call.caller, request);
    if (earlier) return { order: presentOrder(earlier), replayed: true };
    const isKnown = await this.customers.has(order.customerId, call);
    if (!isKnown) throw new UnknownCustomerError();
    const stored = await this.orders.insert(order, request);
    if (stored) return { order: presentOrder(stored), replayed: false };
    const meanwhile = await this.placedBefore(call.caller, request);
    if (!meanwhile) throw new Error('an order went away as it was placed');
    return { order: presentOrder(meanwhile), replayed: true };
  }

  /** @throws InvalidCursorError */
  async list(caller: Principal, { limit, cursor, customerId }: ListOrders): Promise<OrderPage> {
    const filter = {
      poolId: caller.poolId,
      party: seesAllOrders(caller)
        ? undefined
        : {
            ownerSub: caller.subject,
            orCustomerId: caller.kind === 'user' ? caller.subject : undefined,
          },
      customerId,
      after: cursor === undefined ? undefined : decodeCursor(cursor),
    };
    const found = await this.orders.list(filter, limit + 1);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items: items.map(presentOrder), nextCursor: last ? encodeCursor(last) : null };
  }

  /** @throws OrderNotFoundError */
  async get(caller: Principal, id: string): Promise<Order> {
    return presentOrder(await this.visible(caller, id));
  }

  /**
   * Cancels an order of the caller's own. One that is cancelled already stays so.
   *
   * @throws OrderNotFoundError, NotTheOwnerError, OrderNotCancellableError
   */
  async cancel(caller: Principal, id: string): Promise<Order> {
    await this.orders.cancelPlaced(caller.poolId, caller.subject, id);
    const order = await this.visible(caller, id);
    if (!owns(caller, order)) throw new NotTheOwnerError();
    if (order.state !== 'cancelled') throw new OrderNotCancellableError();
    return presentOrder(order);
  }

  private async visible(caller: Principal, id: string): Promise<StoredOrder> {
    const order = await this.orders.find(caller.poolId, id);
    if (!order || !sees(caller, order)) throw new OrderNotFoundError();
    return order;
  }

  private async placedBefore(
    caller: Principal,
    { idempotencyKey, hash }: OrderRequest,
  ): Promise<StoredOrder | undefined> {
    if (idempotencyKey === undefined) return undefined;
    const { poolId, subject: ownerSub } = caller;
    const order = await this.orders.findByKey({ poolId, ownerSub, idempotencyKey });
    if (order && order.requestHash !== hash) throw new IdempotencyKeyReusedError();
    return order;
  }
}
