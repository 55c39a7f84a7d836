/**
 * The Nest side of auth-core: one module to import and a decorator a method. It makes no decision of its own and
 * refuses to know tables, upstreams and the scope vocabulary.
 */
export {
  type ClientPrincipal,
  jwksUriOf,
  type Principal,
  type UserPrincipal,
} from '@gatehouse/auth-core';
export { type AsyncAuthOptions, AuthModule } from './auth.module.js';
export type { AuthOptions, EdgeAuthOptions, ServiceAuthOptions } from './auth-options.js';
export { type AuthenticatedRequest, principalOf } from './authenticated-request.js';
export { isChallengeWord } from './challenge-word.js';
export { CognitoJwtStrategy } from './cognito-jwt.strategy.js';
export { CurrentPrincipal, CurrentTxnToken } from './decorators/current-principal.decorator.js';
export * from './decorators/requirement.decorators.js';
export { type Callers, callersOf } from './description/callers.js';
export { elevatedRightsIn } from './description/elevated-rights-in.js';
export { describeRoutes, type RouteDescription } from './description/describe-routes.js';
export {
  openApiSecurity,
  type OpenApiSecurity,
  type OpenApiSecurityOptions,
  type OperationSecurity,
  type SecurityRequirement,
} from './description/openapi-security.js';
export {
  type CountedPrincipal,
  type ElevatedRights,
  type RightsFilter,
  type WithheldRights,
} from './elevated-rights.js';
export { UnsupportedContextError } from './demanded-authentication.js';
export { bearerToken } from './extractors/bearer-token.js';
export {
  cookieToken,
  cookieTokenLimits,
  type CookieTokenOptions,
} from './extractors/cookie-token.js';
export type { TokenExtractor } from './extractors/token-extractor.js';
export { AccessTokenGuard } from './guards/access-token.guard.js';
export { GroupsGuard } from './guards/groups.guard.js';
export { PrincipalKindGuard } from './guards/principal-kind.guard.js';
export { ScopesGuard } from './guards/scopes.guard.js';
export { StepUpGuard } from './guards/step-up.guard.js';
export { TxnTokenGuard, type TxnTokenGuardOptions } from './guards/txn-token.guard.js';
export type { OnRefusal, Refusal } from './refusal.js';
export { type RouteRequirements, requirementsOf } from './route-requirements.js';
export {
  type CallContext,
  callContextOf,
  CurrentCallContext,
} from './service-client/call-context.js';
export type { MachineTokenOptions } from './service-client/machine-tokens.js';
export { oneLookupAtATime } from './service-client/one-lookup-at-a-time.js';
export { ServiceClient, type ServiceClientOptions } from './service-client/service-client.js';
export {
  type ServiceClientLimits,
  serviceClientLimits,
} from './service-client/service-client-limits.js';
export {
  InjectServiceClient,
  ServiceClientModule,
  serviceClientToken,
} from './service-client/service-client.module.js';
export { ServiceErrorFilter } from './service-client/service-error.filter.js';
export {
  ServiceAnswerError,
  type ServiceAnswerReason,
  ServiceUnavailableError,
  type ServiceUnavailableReason,
} from './service-client/service-errors.js';
export type { ServiceAnswer, ServiceRequest } from './service-client/service-request.js';
export { AuthExceptionFilter } from './auth-exception.filter.js';
export { AuthOptionsError } from './start/auth-options-error.js';
export { RouteDeclarationError } from './start/declared-routes.js';
