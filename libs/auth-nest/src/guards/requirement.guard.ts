import type { Principal } from '@gatehouse/auth-core';
import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../authenticated-request.js';
import type { WithheldRights } from '../elevated-rights.js';
import { isOpen, requirementsIn, type RouteRequirements } from '../route-requirements.js';

/** A guard that asks one thing of a principal some guard before it has verified. */
export abstract class RequirementGuard implements CanActivate {
  /**
   * @param withheld rights that the principal would have after another sign-in
   * @throws AuthError when the principal doesn't meet the requirement
   */
  protected abstract check(
    principal: Principal,
    requirements: RouteRequirements,
    withheld: WithheldRights | undefined,
  ): void;

  canActivate(context: ExecutionContext): boolean {
    const requirements = requirementsIn(context);
    if (requirements && isOpen(requirements)) return true;
    const { principal, withheld } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!principal || !requirements) throw new Error('a route was reached without a principal');
    this.check(principal, requirements, withheld);
    return true;
  }
}
