/**
 * The Nest side of auth-core: one module to import and a decorator a method. It makes no decision of its own and
 * refuses to know tables, upstreams and the scope vocabulary.
 */
export { AuthModule } from './auth.module.js';
export type { AuthOptions, EdgeAuthOptions, ServiceAuthOptions } from './auth-options.js';
export { type AuthenticatedRequest, principalOf } from './authenticated-request.js';
export { bearerToken } from './bearer-token.js';
export { CognitoJwtStrategy } from './cognito-jwt.strategy.js';
export { RouteDeclarationError } from './declared-routes.js';
export { CurrentPrincipal, CurrentTxnToken } from './decorators/current-principal.decorator.js';
export * from './decorators/requirement.decorators.js';
export { AccessTokenGuard } from './guards/access-token.guard.js';
export { GroupsGuard } from './guards/groups.guard.js';
export { PrincipalKindGuard } from './guards/principal-kind.guard.js';
export { ScopesGuard } from './guards/scopes.guard.js';
export { StepUpGuard } from './guards/step-up.guard.js';
export { TxnTokenGuard, type TxnTokenGuardOptions } from './guards/txn-token.guard.js';
export { type RouteRequirements, requirementsOf } from './route-requirements.js';
