import {
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Module,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ServiceClient, type ServiceClientOptions } from './service-client.js';
import { ServiceErrorFilter } from './service-error.filter.js';

/** The provider of the client of that name. */
export const serviceClientToken = (name: string): string => `ServiceClient(${name})`;

/** Injects the client of that name. */
export const InjectServiceClient = (name: string): ParameterDecorator & PropertyDecorator =>
  Inject(serviceClientToken(name));

/**
 * Provides the client of one other service, closed when the app ends, and answers for its errors.
 *
 * ```ts
 * @Module({
 *   imports: [
 *     ServiceClientModule.register({
 *       name: 'user-service',
 *       baseUrl: 'http://user-service:3002',
 *       tokens: { source, scopes: ['users/read'] },
 *     }),
 *   ],
 * })
 *
 * class Customers {
 *   constructor(@InjectServiceClient('user-service') private readonly users: ServiceClient) {}
 * }
 * ```
 */
@Module({})
export class ServiceClientModule {
  static register(options: ServiceClientOptions): DynamicModule {
    return dynamicModule(options.name, [], { inject: [], useFactory: () => options });
  }

  static registerAsync({
    name,
    imports = [],
    inject = [],
    useFactory,
  }: { readonly name: string } & Pick<ModuleMetadata, 'imports'> &
    Pick<
      FactoryProvider<Omit<ServiceClientOptions, 'name'>>,
      'inject' | 'useFactory'
    >): DynamicModule {
    return dynamicModule(name, imports, {
      inject,
      useFactory: async (...given: unknown[]) => ({ name, ...(await useFactory(...given)) }),
    });
  }
}

function dynamicModule(
  name: string,
  imports: NonNullable<ModuleMetadata['imports']>,
  options: Pick<FactoryProvider<ServiceClientOptions>, 'inject' | 'useFactory'>,
): DynamicModule {
  const provide = serviceClientToken(name);
  const client: Provider = {
    provide,
    inject: options.inject ?? [],
    useFactory: async (...given: unknown[]) =>
      new ServiceClient(await options.useFactory(...given)),
  };
  const filter = { provide: APP_FILTER, useClass: ServiceErrorFilter };
  return { module: ServiceClientModule, imports, providers: [client, filter], exports: [provide] };
}
