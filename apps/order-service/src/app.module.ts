import { ClientCredentialsTokenSource } from '@gatehouse/auth-core';
import { ServiceClientModule, type ServiceClientOptions } from '@gatehouse/auth-nest';
import { order, orderPage, placeOrder, scopes } from '@gatehouse/contracts';
import { machineTokenLimitsOf } from '@gatehouse/platform-nest';
import { type ServiceApi, ServiceModule } from '@gatehouse/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import type { OrderServiceConfig } from './config.js';
import { CustomerDirectory } from './customers/customer-directory.js';
import { userService, UserServiceClient } from './customers/user-service-client.js';
import { userServiceLimits } from './customers/user-service-settings.js';
import { OrdersController } from './orders/orders.controller.js';
import { type OrderDatabase, OrdersRepository } from './orders/orders.repository.js';
import { OrdersService } from './orders/orders.service.js';

const api: ServiceApi = {
  title: 'Orders',
  description: 'Orders, as callers reach them through the gateway.',
  schemas: { Order: order, OrderPage: orderPage, PlaceOrder: placeOrder },
};

/** order-service: orders, and the question to user-service whether a customer exists. */
@Module({})
export class AppModule {
  static forRoot(config: OrderServiceConfig, database: OrderDatabase): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ServiceModule.forRoot(config, api),
        ServiceClientModule.register(userServiceOptions(config)),
      ],
      controllers: [OrdersController],
      providers: [
        CustomerDirectory,
        UserServiceClient,
        { provide: OrdersRepository, useValue: new OrdersRepository(database) },
        OrdersService,
      ],
    };
  }
}

/** user-service is called with this service's own token, which says that it may read users and no more. */
function userServiceOptions(config: OrderServiceConfig): ServiceClientOptions {
  const { COGNITO_CLIENT_SECRET: secret, COGNITO_CLIENT_SECRET_NEXT: next } = config;
  const source = new ClientCredentialsTokenSource({
    tokenUrl: config.COGNITO_TOKEN_URL,
    clientId: config.COGNITO_CLIENT_ID,
    clientSecrets: next === undefined ? [secret] : [secret, next],
    limits: machineTokenLimitsOf(config),
  });
  return {
    name: userService,
    baseUrl: config.USER_SERVICE_URL,
    tokens: { source, scopes: [scopes.usersRead] },
    limits: userServiceLimits(config),
  };
}
