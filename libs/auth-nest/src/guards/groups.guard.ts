import { GroupRequiredError, type Principal, StepUpRequiredError } from '@gatehouse/auth-core';
import type { WithheldRights } from '../elevated-rights.js';
import type { RouteRequirements } from '../route-requirements.js';
import { demandOf } from './demand-of.js';
import { RequirementGuard } from './requirement.guard.js';

/** Demands membership of one of the groups a route declares. A member who counts as one only after another sign-in is asked for it. */
export class GroupsGuard extends RequirementGuard {
  protected check(
    principal: Principal,
    requirements: RouteRequirements,
    withheld: WithheldRights | undefined,
  ): void {
    const { groups } = requirements;
    if (!groups) return;
    const held = principal.kind === 'user' ? principal.groups : [];
    if (groups.some((group) => held.includes(group))) return;
    if (withheld && groups.some((group) => withheld.groups.includes(group))) {
      throw new StepUpRequiredError(demandOf(withheld.demand, requirements));
    }
    throw new GroupRequiredError(groups);
  }
}
