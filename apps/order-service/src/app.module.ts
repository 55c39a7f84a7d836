import { ClientCredentialsTokenSource } from '@gatehouse/auth-core';
import { AuthModule } from '@gatehouse/auth-nest';
import { scopes } from '@gatehouse/contracts';
import { type DynamicModule, Module } from '@nestjs/common';
import { authOptions } from './auth-options.js';
import type { OrderServiceConfig } from './config.js';
import { CustomerDirectory } from './customers/customer-directory.js';
import { OrdersController } from './orders/orders.controller.js';
import { type OrderDatabase, OrdersRepository } from './orders/orders.repository.js';
import { OrdersService } from './orders/orders.service.js';

/** order-service: orders, and the question to user-service whether a customer exists. */
@Module({})
export class AppModule {
  static forRoot(config: OrderServiceConfig, database: OrderDatabase): DynamicModule {
    const tokens = new ClientCredentialsTokenSource({
      tokenUrl: config.COGNITO_TOKEN_URL,
      clientId: config.COGNITO_CLIENT_ID,
      clientSecret: config.COGNITO_CLIENT_SECRET,
      scopes: [scopes.usersRead],
    });
    const customers = new CustomerDirectory(config.USER_SERVICE_URL, tokens);
    return {
      module: AppModule,
      imports: [AuthModule.forRoot(authOptions(config))],
      controllers: [OrdersController],
      providers: [
        { provide: CustomerDirectory, useValue: customers },
        { provide: OrdersRepository, useValue: new OrdersRepository(database) },
        OrdersService,
      ],
    };
  }
}
