import { GroupRequiredError, type Principal } from '@gatehouse/auth-core';
import type { RouteRequirements } from '../route-requirements.js';
import { RequirementGuard } from './requirement.guard.js';

/** Demands membership of one of the groups a route declares. */
export class GroupsGuard extends RequirementGuard {
  protected check(principal: Principal, { groups }: RouteRequirements): void {
    if (!groups) return;
    const held = principal.kind === 'user' ? principal.groups : [];
    if (!groups.some((group) => held.includes(group))) throw new GroupRequiredError(groups);
  }
}
