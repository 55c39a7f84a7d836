import type { SignInDemand } from '../elevated-rights.js';
import type { RouteRequirements } from '../route-requirements.js';

/** The sign-in that meets what a withheld right demands and what the route does, so that one sign-in is enough (RFC 9470 §3). */
export function demandOf(
  { acrValues, maxAgeSeconds }: SignInDemand,
  { acrValues: ofRoute = acrValues, maxAuthAgeSeconds = maxAgeSeconds }: RouteRequirements,
): SignInDemand {
  const common = acrValues ? ofRoute?.filter((acr) => acrValues.includes(acr)) : ofRoute;
  return {
    acrValues: common?.length === 0 ? acrValues : common,
    maxAgeSeconds: Math.min(maxAgeSeconds, maxAuthAgeSeconds),
  };
}
