import { AuthModule } from '@gatehouse/auth-nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { OpenApiModule } from './openapi/openapi.module.js';
import type { ServiceApi } from './openapi/service-document.js';
import { serviceAuthOptions } from './settings/service-auth-options.js';
import type { ServiceConfig } from './settings/service-settings.js';

/**
 * What the root module of every service imports: all routes closed to callers without a good proof, and the OpenAPI
 * document of the routes.
 */
@Module({})
export class ServiceModule {
  /** @throws ConfigError when there are peers and no issuer of their tokens */
  static forRoot(config: ServiceConfig, api: ServiceApi): DynamicModule {
    return {
      module: ServiceModule,
      // The auth module first: it names every undeclared route at once, the document only the first.
      imports: [AuthModule.forRoot(serviceAuthOptions(config)), OpenApiModule.forRoot(config, api)],
    };
  }
}
