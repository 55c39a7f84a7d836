import { AccessTokenVerifier, TxnTokenVerifier } from '@gatehouse/auth-core';
import { systemClock } from '@gatehouse/platform-core';
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
  MetadataScanner,
} from '@nestjs/core';
import { AuthExceptionFilter } from './auth-exception.filter.js';
import type { AuthOptions, EdgeAuthOptions, ServiceAuthOptions } from './auth-options.js';
import { CognitoJwtStrategy } from './cognito-jwt.strategy.js';
import { checkDeclaredRoutes } from './declared-routes.js';
import { AccessTokenGuard } from './guards/access-token.guard.js';
import { GroupsGuard } from './guards/groups.guard.js';
import { PrincipalKindGuard } from './guards/principal-kind.guard.js';
import { ScopesGuard } from './guards/scopes.guard.js';
import { StepUpGuard } from './guards/step-up.guard.js';
import { TxnTokenGuard } from './guards/txn-token.guard.js';

const authOptions = Symbol('auth options');

/** Guards run in this order: who calls, which kind, which scopes, which groups, how well signed in. */
const guards: Provider[] = [
  { provide: APP_GUARD, useFactory: authenticationGuard, inject: [authOptions] },
  { provide: APP_GUARD, useClass: PrincipalKindGuard },
  { provide: APP_GUARD, useClass: ScopesGuard },
  { provide: APP_GUARD, useClass: GroupsGuard },
  { provide: APP_GUARD, useFactory: () => new StepUpGuard(systemClock) },
];

/** Closes every route of the app to callers that can't show what the route's decorators demand. */
@Module({ imports: [DiscoveryModule] })
export class AuthModule implements OnModuleInit {
  constructor(
    @Inject(authOptions) private readonly options: AuthOptions,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  static forRoot(options: AuthOptions): DynamicModule {
    return dynamicModule([], { provide: authOptions, useValue: options });
  }

  static forRootAsync({
    imports = [],
    inject = [],
    useFactory,
  }: Pick<ModuleMetadata, 'imports'> &
    Pick<FactoryProvider<AuthOptions>, 'inject' | 'useFactory'>): DynamicModule {
    return dynamicModule(imports, { provide: authOptions, inject, useFactory });
  }

  /** @throws RouteDeclarationError, which stops the start */
  onModuleInit(): void {
    checkDeclaredRoutes(this.discovery, this.scanner, this.options.scopeVocabulary);
  }
}

function dynamicModule(
  imports: NonNullable<ModuleMetadata['imports']>,
  options: Provider,
): DynamicModule {
  const filter = { provide: APP_FILTER, useClass: AuthExceptionFilter };
  return { module: AuthModule, imports, providers: [options, ...guards, filter] };
}

function authenticationGuard(options: AuthOptions): CanActivate {
  return 'txnTokens' in options ? txnTokenGuard(options) : accessTokenGuard(options.accessTokens);
}

function accessTokenGuard(options: EdgeAuthOptions['accessTokens']): AccessTokenGuard {
  return new AccessTokenGuard(new CognitoJwtStrategy(new AccessTokenVerifier(options)));
}

function txnTokenGuard({ txnTokens, peers }: ServiceAuthOptions): TxnTokenGuard {
  return new TxnTokenGuard({
    audience: txnTokens.audience,
    verifier: new TxnTokenVerifier(txnTokens),
    peers: peers && {
      names: new Map(Object.entries(peers.names)),
      accessTokens: accessTokenGuard(peers.accessTokens),
    },
  });
}
