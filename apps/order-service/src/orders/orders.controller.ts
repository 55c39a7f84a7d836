import type { Principal } from '@gatehouse/auth-core';
import { CurrentPrincipal, RequireAnyScope, RequireScopes } from '@gatehouse/auth-nest';
import {
  idempotencyKey,
  listOrders,
  type ListOrders,
  order,
  type Order,
  orderId,
  orderPage,
  type OrderPage,
  placeOrder,
  type PlaceOrder,
  scopes,
} from '@gatehouse/contracts';
import { Answers, Refuses, RequestHeader, type SchemaPipe, valid } from '@gatehouse/platform-nest';
import { type Call, CurrentCall } from '@gatehouse/service-kit';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CustomerCheckUnavailableError } from '../customers/errors.js';
import {
  CustomerNotAllowedError,
  CustomerRequiredError,
  IdempotencyKeyReusedError,
  InvalidCursorError,
  NotTheOwnerError,
  OrderNotCancellableError,
  OrderNotFoundError,
  TotalTooLargeError,
  UnknownCustomerError,
} from './errors.js';
import { OrdersService } from './orders.service.js';
import type { z } from 'zod';

/**
 * The `Idempotency-Key` header, undefined when there is none. Node joins two of them with a comma and a space, and no key
 * has a space.
 */
const IdempotencyKey = (pipe: SchemaPipe<z.ZodType>) => RequestHeader('idempotency-key', pipe);

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  @RequireScopes(scopes.ordersWrite)
  @Answers(201, order)
  @Refuses(CustomerRequiredError, CustomerNotAllowedError, TotalTooLargeError)
  @Refuses(UnknownCustomerError, IdempotencyKeyReusedError, CustomerCheckUnavailableError)
  async place(
    @CurrentCall() call: Call,
    @IdempotencyKey(valid(idempotencyKey.optional())) key: string | undefined,
    @Body(valid(placeOrder)) asked: PlaceOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Order> {
    const { order: placed, replayed } = await this.orders.place(call, asked, key);
    reply.header('location', `/orders/${placed.id}`);
    if (replayed) reply.header('idempotent-replayed', 'true');
    return placed;
  }

  @Get()
  @RequireAnyScope(scopes.ordersRead, scopes.ordersReadAll)
  @Answers(200, orderPage)
  @Refuses(InvalidCursorError)
  list(
    @CurrentPrincipal() caller: Principal,
    @Query(valid(listOrders)) query: ListOrders,
  ): Promise<OrderPage> {
    return this.orders.list(caller, query);
  }

  @Get(':id')
  @RequireAnyScope(scopes.ordersRead, scopes.ordersReadAll)
  @Answers(200, order)
  @Refuses(OrderNotFoundError)
  get(
    @CurrentPrincipal() caller: Principal,
    @Param('id', valid(orderId)) id: string,
  ): Promise<Order> {
    return this.orders.get(caller, id);
  }

  @Post(':id/cancel')
  @RequireScopes(scopes.ordersWrite)
  @Answers(200, order)
  @Refuses(OrderNotFoundError, NotTheOwnerError, OrderNotCancellableError)
  cancel(
    @CurrentPrincipal() caller: Principal,
    @Param('id', valid(orderId)) id: string,
  ): Promise<Order> {
    return this.orders.cancel(caller, id);
  }
}
