import type { Principal } from '@gatehouse/auth-core';
import { scopes } from '@gatehouse/contracts';

/**
 * Whether a caller whom a route's scopes have let in sees profiles other than their own. A user does with the
 * scope for it; where a service calls for a user, that user's own scopes decide and not the service's. Machines
 * have no profile, so what they may see is everyone's.
 */
export function seesOthers(caller: Principal): boolean {
  return caller.kind === 'client' || caller.scopes.includes(scopes.usersRead);
}

/** Whether the caller is shown the email address of this profile. */
export function seesEmail(caller: Principal, id: string): boolean {
  return caller.subject === id || caller.scopes.includes(scopes.usersRead);
}
