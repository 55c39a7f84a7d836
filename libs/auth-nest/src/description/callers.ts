import { isOpen, type RouteRequirements } from '../route-requirements.js';
import { userDemands } from '../start/declaration-faults.js';

/** Who can meet a route's requirements at all, whatever the scopes they hold. */
export interface Callers {
  /** Callers that show nothing get in. */
  readonly anyone: boolean;
  readonly users: boolean;
  readonly machines: boolean;
}

/** Who can meet these requirements: a machine has no groups and no sign-in. */
export function callersOf(requirements: RouteRequirements): Callers {
  return {
    anyone: isOpen(requirements),
    users: requirements.kind !== 'client',
    machines: requirements.kind !== 'user' && userDemands(requirements).length === 0,
  };
}
