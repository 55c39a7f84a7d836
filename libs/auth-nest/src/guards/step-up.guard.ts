import { type Principal, StepUpRequiredError } from '@gatehouse/auth-core';
import { type Clock } from '@gatehouse/platform-core';
import type { RouteRequirements } from '../route-requirements.js';
import { RequirementGuard } from './requirement.guard.js';

/** Demands a sign-in of a level or of an age (RFC 9470). A machine never meets it: it has no sign-in. */
export class StepUpGuard extends RequirementGuard {
  constructor(private readonly clock: Clock) {
    super();
  }

  protected check(principal: Principal, { acrValues, maxAuthAgeSeconds }: RouteRequirements): void {
    const user = principal.kind === 'user' ? principal : undefined;
    if (acrValues && !acrValues.includes(user?.acr ?? ''))
      throw new StepUpRequiredError({ acrValues });
    if (maxAuthAgeSeconds === undefined) return;
    const signedInAt = user?.authTime ?? -Infinity;
    if (this.clock.nowMilliseconds() / 1000 - signedInAt > maxAuthAgeSeconds) {
      throw new StepUpRequiredError({ maxAgeSeconds: maxAuthAgeSeconds });
    }
  }
}
