import { AuthModule } from '@gatehouse/auth-nest';
import { allScopes } from '@gatehouse/contracts';
import type { Logger } from '@gatehouse/platform-core';
import { recordRejection } from '@gatehouse/platform-nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { accessTokenOptions } from './authentication/access-token-options.js';
import { type GatewayConfig, servesDocs } from './config.js';
import { DocsController } from './docs/docs.controller.js';
import { docsProviders } from './docs/docs-providers.js';
import type { Forwarding } from './forwarding/forwarding.js';
import { Forwarder } from './forwarding/forwarder.js';
import { forwardingController } from './forwarding/forwarding.controller.js';
import type { KnownRevocations } from './revocation/known-revocations.js';
import { OpenRequests } from './revocation/open-requests.js';
import { routes } from './routes.js';
import { TxnTokenController } from './txn-token/txn-token.controller.js';
import { TxnTokenMinter } from './txn-token/txn-token-minter.js';
import { txnTokenKeys } from './txn-token/txn-token-keys.js';
import { Upstreams } from './forwarding/upstreams/upstreams.js';

/** What the gateway's parts have in common while it runs. */
export interface SharedParts {
  readonly openRequests: OpenRequests;
  readonly revocations: KnownRevocations;
  readonly forwarding: Forwarding;
}

/** The gateway: one forwarding controller a route, closed by the auth module. */
@Module({})
export class AppModule {
  static forRoot(config: GatewayConfig, logger: Logger, parts: SharedParts): DynamicModule {
    const minter = new TxnTokenMinter(txnTokenKeys(config, logger), config);
    return {
      module: AppModule,
      imports: [
        AuthModule.forRoot({
          scopeVocabulary: allScopes,
          onRefusal: recordRejection,
          accessTokens: { ...accessTokenOptions(config), revocations: parts.revocations },
        }),
      ],
      controllers: [
        TxnTokenController,
        ...(servesDocs(config) ? [DocsController] : []),
        ...routes.map(forwardingController),
      ],
      providers: [
        ...(servesDocs(config) ? docsProviders(config, logger) : []),
        { provide: OpenRequests, useValue: parts.openRequests },
        { provide: TxnTokenMinter, useValue: minter },
        { provide: Upstreams, useValue: parts.forwarding.upstreams },
        { provide: Forwarder, useValue: new Forwarder(parts.forwarding, minter) },
      ],
    };
  }
}
