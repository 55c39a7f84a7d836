import { ClientCredentialsTokenSource } from '@gatehouse/auth-core';
import { AuthModule, ServiceClientModule, type ServiceClientOptions } from '@gatehouse/auth-nest';
import { scopes } from '@gatehouse/contracts';
import { serviceAuthOptions } from '@gatehouse/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import type { OrderServiceConfig } from './config.js';
import { CustomerDirectory } from './customers/customer-directory.js';
import { userService, UserServiceClient } from './customers/user-service-client.js';
import { OpenApiController, tokenUrlForReaders } from './openapi/openapi.controller.js';
import { OrdersController } from './orders/orders.controller.js';
import { type OrderDatabase, OrdersRepository } from './orders/orders.repository.js';
import { OrdersService } from './orders/orders.service.js';

/** order-service: orders, and the question to user-service whether a customer exists. */
@Module({})
export class AppModule {
  static forRoot(config: OrderServiceConfig, database: OrderDatabase): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AuthModule.forRoot(serviceAuthOptions(config)),
        ServiceClientModule.register(userServiceOptions(config)),
      ],
      controllers: [OpenApiController, OrdersController],
      providers: [
        CustomerDirectory,
        UserServiceClient,
        { provide: tokenUrlForReaders, useValue: tokenUrlOf(config) },
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
  });
  return {
    name: userService,
    baseUrl: config.USER_SERVICE_URL,
    tokens: { source, scopes: [scopes.usersRead] },
    limits: { deadlineMilliseconds: 2_000 },
  };
}

/** The token endpoint as readers of the OpenAPI document reach it. */
function tokenUrlOf({ COGNITO_DOMAIN_URL, COGNITO_TOKEN_URL }: OrderServiceConfig): string {
  return COGNITO_DOMAIN_URL === undefined
    ? COGNITO_TOKEN_URL
    : `${COGNITO_DOMAIN_URL}/oauth2/token`;
}
