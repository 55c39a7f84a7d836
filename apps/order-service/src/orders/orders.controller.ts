import type { Principal } from '@gatehouse/auth-core';
import { CurrentPrincipal, RequireAnyScope, RequireScopes } from '@gatehouse/auth-nest';
import {
  idempotencyKey,
  listOrders,
  type ListOrders,
  type Order,
  orderId,
  type OrderPage,
  placeOrder,
  type PlaceOrder,
  scopes,
} from '@gatehouse/contracts';
import { valid } from '@gatehouse/platform-nest';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Call, CurrentCall } from '../calls/current-call.decorator.js';
import { IdempotencyKey } from '../calls/idempotency-key.decorator.js';
import { OrdersService } from './orders.service.js';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  @RequireScopes(scopes.ordersWrite)
  async place(
    @CurrentCall() call: Call,
    @IdempotencyKey(valid(idempotencyKey.optional())) key: string | undefined,
    @Body(valid(placeOrder)) asked: PlaceOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Order> {
    const { order, replayed } = await this.orders.place(call, asked, key);
    reply.header('location', `/orders/${order.id}`);
    if (replayed) reply.header('idempotent-replayed', 'true');
    return order;
  }

  @Get()
  @RequireAnyScope(scopes.ordersRead, scopes.ordersReadAll)
  list(
    @CurrentPrincipal() caller: Principal,
    @Query(valid(listOrders)) query: ListOrders,
  ): Promise<OrderPage> {
    return this.orders.list(caller, query);
  }

  @Get(':id')
  @RequireAnyScope(scopes.ordersRead, scopes.ordersReadAll)
  get(
    @CurrentPrincipal() caller: Principal,
    @Param('id', valid(orderId)) id: string,
  ): Promise<Order> {
    return this.orders.get(caller, id);
  }

  @Post(':id/cancel')
  @RequireScopes(scopes.ordersWrite)
  @HttpCode(200)
  cancel(
    @CurrentPrincipal() caller: Principal,
    @Param('id', valid(orderId)) id: string,
  ): Promise<Order> {
    return this.orders.cancel(caller, id);
  }
}
