import { authorizingScopes, InsufficientScopeError, type Principal } from '@gatehouse/auth-core';
import type { RouteRequirements } from '../route-requirements.js';
import { RequirementGuard } from './requirement.guard.js';

/** Demands the scopes a route declares, compared as whole words. */
export class ScopesGuard extends RequirementGuard {
  protected check(principal: Principal, { allScopes, anyScope }: RouteRequirements): void {
    const held = authorizingScopes(principal);
    if (allScopes && !allScopes.every((scope) => held.includes(scope))) {
      throw new InsufficientScopeError(allScopes, 'all');
    }
    if (anyScope && !anyScope.some((scope) => held.includes(scope))) {
      throw new InsufficientScopeError(anyScope, 'any');
    }
  }
}
