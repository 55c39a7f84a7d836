import { type Clock, type Principal, StepUpRequiredError, systemClock } from '@gatehouse/auth-core';
import type { RouteRequirements } from '../route-requirements.js';
import { hasReachedLevel, hasRecentSignIn } from '../sign-in-strength.js';
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
    const isRecent = hasRecentSignIn(user, maxAuthAgeSeconds, this.clock.nowMilliseconds());
    if (isRecent && hasReachedLevel(user, acrValues)) return;
    throw new StepUpRequiredError({ acrValues, maxAgeSeconds: maxAuthAgeSeconds });
  }
}
