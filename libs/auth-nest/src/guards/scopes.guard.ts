import {
  authorizingScopes,
  InsufficientScopeError,
  type Principal,
  StepUpRequiredError,
} from '@gatehouse/auth-core';
import type { WithheldRights } from '../elevated-rights.js';
import type { RouteRequirements } from '../route-requirements.js';
import { demandOf } from './demand-of.js';
import { RequirementGuard } from './requirement.guard.js';

/**
 * Demands the scopes a route declares, compared as whole words. A user who would have them after another sign-in is asked for
 * that sign-in. Where a peer calls for a user, no sign-in gives the peer a scope that it lacks.
 */
export class ScopesGuard extends RequirementGuard {
  protected check(
    principal: Principal,
    requirements: RouteRequirements,
    withheld: WithheldRights | undefined,
  ): void {
    const held = authorizingScopes(principal);
    const error = errorFor(held, requirements);
    if (!error) return;
    if (!withheld || principal.workload) throw error;
    if (errorFor([...held, ...withheld.scopes], requirements)) throw error;
    throw new StepUpRequiredError(demandOf(withheld.demand, requirements));
  }
}

function errorFor(
  held: readonly string[],
  { allScopes, anyScope }: RouteRequirements,
): InsufficientScopeError | undefined {
  if (allScopes && !allScopes.every((scope) => held.includes(scope))) {
    return new InsufficientScopeError(allScopes, 'all');
  }
  if (anyScope && !anyScope.some((scope) => held.includes(scope))) {
    return new InsufficientScopeError(anyScope, 'any');
  }
  return undefined;
}
