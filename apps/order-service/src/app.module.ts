import { ServiceClientModule } from '@gatehouse/auth-nest';
import { order, orderPage, placeOrder, scopes } from '@gatehouse/contracts';
import { peerOptions, type ServiceApi, ServiceModule } from '@gatehouse/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import type { OrderServiceConfig } from './config.js';
import { CustomerDirectory } from './customers/customer-directory.js';
import { userService, UserServiceClient } from './customers/user-service-client.js';
import { AnonymizationRepository } from './erasures/anonymization.repository.js';
import { ErasureFollower } from './erasures/erasure-follower.js';
import { erasureFollowerLimitsOf } from './erasures/erasure-settings.js';
import { ErasuresClient, userServiceErasures } from './erasures/erasures-client.js';
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
        ServiceClientModule.register(
          peerOptions(config, { name: userService, scopes: [scopes.usersRead] }),
        ),
        // A client of its own, so that no call for a user carries a token with the scope for erasures.
        ServiceClientModule.register({
          ...peerOptions(config, { name: userService, scopes: [scopes.usersErase] }),
          name: userServiceErasures,
        }),
      ],
      controllers: [OrdersController],
      providers: [
        CustomerDirectory,
        ErasuresClient,
        {
          provide: ErasureFollower,
          inject: [ErasuresClient],
          useFactory: (users: ErasuresClient) =>
            new ErasureFollower(users, new AnonymizationRepository(database), {
              limits: erasureFollowerLimitsOf(config),
            }),
        },
        UserServiceClient,
        { provide: OrdersRepository, useValue: new OrdersRepository(database) },
        OrdersService,
      ],
    };
  }
}
