import { PeerNotAllowedError, type Principal, WrongPrincipalKindError } from '@gatehouse/auth-core';
import type { RouteRequirements } from '../route-requirements.js';
import { RequirementGuard } from './requirement.guard.js';

/**
 * Tells users from machines where a route is for one of them. A peer that acts for a user counts as that user, except
 * where peers are not allowed.
 */
export class PrincipalKindGuard extends RequirementGuard {
  protected check(principal: Principal, { kind, peers }: RouteRequirements): void {
    if (peers === false && principal.workload) throw new PeerNotAllowedError();
    if (kind && principal.kind !== kind) throw new WrongPrincipalKindError(kind);
  }
}
