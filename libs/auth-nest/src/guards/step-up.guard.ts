import {
  type Clock,
  type Principal,
  StepUpRequiredError,
  systemClock,
  type UserPrincipal,
} from '@gatehouse/auth-core';
import type { RouteRequirements } from '../route-requirements.js';
import { RequirementGuard } from './requirement.guard.js';

/**
 * Demands a sign-in of a level or of an age. The challenge names both where a route demands both, so that one sign-in
 * meets them (RFC 9470 §3). A machine never meets it: it has no sign-in.
 */
export class StepUpGuard extends RequirementGuard {
  constructor(private readonly clock: Clock = systemClock) {
    super();
  }

  protected check(principal: Principal, requirements: RouteRequirements): void {
    const { acrValues, maxAuthAgeSeconds } = requirements;
    const user = principal.kind === 'user' ? principal : undefined;
    if (reaches(user, acrValues) && this.isRecent(user, maxAuthAgeSeconds)) return;
    throw new StepUpRequiredError({ acrValues, maxAgeSeconds: maxAuthAgeSeconds });
  }

  private isRecent(user: UserPrincipal | undefined, maxAgeSeconds: number | undefined): boolean {
    if (maxAgeSeconds === undefined) return true;
    const signedInAt = user?.authTime;
    if (signedInAt === undefined) return false;
    return this.clock.nowMilliseconds() / 1000 - signedInAt <= maxAgeSeconds;
  }
}

function reaches(user: UserPrincipal | undefined, acrValues: readonly string[] | undefined) {
  if (!acrValues) return true;
  return user?.acr !== undefined && acrValues.includes(user.acr);
}
