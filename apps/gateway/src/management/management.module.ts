import { AuthModule } from '@gatehouse/auth-nest';
import { allScopes } from '@gatehouse/contracts';
import { recordRejection } from '@gatehouse/platform-nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { accessTokenOptions } from '../authentication/access-token-options.js';
import type { GatewayConfig } from '../config.js';
import { KnownRevocations } from '../revocation/known-revocations.js';
import { RevocationsController } from './revocations.controller.js';

/** What services of the same system tell the gateway, on a port of its own that callers don't reach. */
@Module({})
export class ManagementModule {
  static forRoot(config: GatewayConfig, revocations: KnownRevocations): DynamicModule {
    const { pools, limits } = accessTokenOptions(config);
    const clientIds = config.MANAGEMENT_CLIENT_IDS ?? [];
    return {
      module: ManagementModule,
      imports: [
        AuthModule.forRoot({
          scopeVocabulary: allScopes,
          onRefusal: recordRejection,
          accessTokens: { pools: pools.map((pool) => ({ ...pool, clientIds })), limits },
        }),
      ],
      controllers: [RevocationsController],
      providers: [{ provide: KnownRevocations, useValue: revocations }],
    };
  }
}
