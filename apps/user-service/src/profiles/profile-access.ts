import { authorizingScopes, type Principal } from '@gatehouse/auth-core';
import { scopes } from '@gatehouse/contracts';

/**
 * Whether a caller whom a route's scopes have let in sees profiles other than their own. A user does with the
 * scope for it; where a service calls for a user, that user's own scopes decide and not the service's. Machines
 * have no profile, so what they may see is everyone's.
 */
export function seesOthers(caller: Principal): boolean {
  return caller.kind === 'client' || caller.scopes.includes(scopes.usersRead);
}

/**
 * Whether the caller is shown the email address of this profile. Its owner is, and every user who holds `users/read`. A
 * machine never is: a service that calls for itself or for another machine needs to know that a user exists, not how to
 * write to them. A service that calls for a user shows no more than it may read itself.
 */
export function seesEmail(caller: Principal, id: string): boolean {
  if (caller.kind !== 'user') return false;
  if (caller.workload && !authorizingScopes(caller).includes(scopes.usersRead)) return false;
  return caller.subject === id || caller.scopes.includes(scopes.usersRead);
}
