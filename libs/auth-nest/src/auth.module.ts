import {
  AccessTokenVerifier,
  type Clock,
  type ScopesByGroup,
  TxnTokenVerifier,
} from '@gatehouse/auth-core';
import {
  type CanActivate,
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Module,
  type ModuleMetadata,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import {
  APP_FILTER,
  APP_GUARD,
  DiscoveryModule,
  DiscoveryService,
  HttpAdapterHost,
  MetadataScanner,
} from '@nestjs/core';
import { AuthExceptionFilter } from './auth-exception.filter.js';
import type { AuthOptions, EdgeAuthOptions, ServiceAuthOptions } from './auth-options.js';
import { CognitoJwtStrategy } from './cognito-jwt.strategy.js';
import { type RightsFilter, rightsFilter } from './elevated-rights.js';
import { AccessTokenGuard } from './guards/access-token.guard.js';
import { GroupsGuard } from './guards/groups.guard.js';
import { PrincipalKindGuard } from './guards/principal-kind.guard.js';
import { ScopesGuard } from './guards/scopes.guard.js';
import { StepUpGuard } from './guards/step-up.guard.js';
import { TxnTokenGuard } from './guards/txn-token.guard.js';
import { checkedAuthOptions } from './start/checked-auth-options.js';
import { checkDeclaredRoutes } from './start/declared-routes.js';
import { checkImportedOnce } from './start/imported-once.js';

const authOptions = Symbol('auth options');

/** Guards run in this order: who calls, which kind, which scopes, which groups, how well signed in. */
const guards: Provider[] = [
  { provide: APP_GUARD, useFactory: authenticationGuard, inject: [authOptions] },
  { provide: APP_GUARD, useClass: PrincipalKindGuard },
  { provide: APP_GUARD, useClass: ScopesGuard },
  { provide: APP_GUARD, useClass: GroupsGuard },
  { provide: APP_GUARD, useFactory: stepUpGuard, inject: [authOptions] },
];

const filter: Provider = {
  provide: APP_FILTER,
  useFactory: (host: HttpAdapterHost, { onRefusal }: AuthOptions) =>
    new AuthExceptionFilter(host, onRefusal),
  inject: [HttpAdapterHost, authOptions],
};

export type AsyncAuthOptions = Pick<ModuleMetadata, 'imports'> &
  Pick<FactoryProvider<AuthOptions>, 'inject' | 'useFactory'>;

/** Closes every route of the app to callers that can't show what the route's decorators demand. */
@Module({ imports: [DiscoveryModule] })
export class AuthModule implements OnModuleInit {
  constructor(
    @Inject(authOptions) private readonly options: AuthOptions,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  static forRoot(options: AuthOptions): DynamicModule {
    return AuthModule.forRootAsync({ useFactory: () => options });
  }

  /** The factory may take what the imported modules export, and may be asynchronous. */
  static forRootAsync({ imports = [], inject = [], useFactory }: AsyncAuthOptions): DynamicModule {
    const options: FactoryProvider<AuthOptions> = {
      provide: authOptions,
      inject,
      useFactory: async (...injected: unknown[]) =>
        checkedAuthOptions(await useFactory(...injected)),
    };
    return { module: AuthModule, imports, providers: [options, ...guards, filter] };
  }

  /** @throws RouteDeclarationError or AuthOptionsError, which stop the start */
  onModuleInit(): void {
    checkImportedOnce(AuthModule, this.discovery);
    const { scopeVocabulary: vocabulary } = this.options;
    const scopes = { vocabulary, tables: scopeTables(this.options) };
    checkDeclaredRoutes(this.discovery, this.scanner, scopes);
  }
}

function scopeTables(options: AuthOptions): ScopesByGroup[] {
  const accessTokens = 'txnTokens' in options ? options.peers?.accessTokens : options.accessTokens;
  return accessTokens?.scopesByGroup ? [accessTokens.scopesByGroup] : [];
}

function authenticationGuard(options: AuthOptions): CanActivate {
  const countRights = rightsFilter(options.elevatedRights, clockOf(options));
  return 'txnTokens' in options
    ? txnTokenGuard(options, countRights)
    : accessTokenGuard(options.accessTokens, countRights);
}

function stepUpGuard(options: AuthOptions): StepUpGuard {
  return new StepUpGuard(clockOf(options));
}

function clockOf(options: AuthOptions): Clock | undefined {
  return ('txnTokens' in options ? options.txnTokens : options.accessTokens).clock;
}

function accessTokenGuard(
  options: EdgeAuthOptions['accessTokens'],
  countRights?: RightsFilter,
): AccessTokenGuard {
  const strategy = new CognitoJwtStrategy(new AccessTokenVerifier(options), options.extractToken);
  return new AccessTokenGuard(strategy, countRights);
}

function txnTokenGuard(
  { txnTokens, peers }: ServiceAuthOptions,
  countRights: RightsFilter,
): TxnTokenGuard {
  return new TxnTokenGuard({
    audience: txnTokens.audience,
    verifier: new TxnTokenVerifier(txnTokens),
    countRights,
    peers: peers && {
      names: new Map(Object.entries(peers.names)),
      accessTokens: accessTokenGuard(peers.accessTokens),
    },
  });
}
