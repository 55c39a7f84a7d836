import { invalidParameter, limitExceededBy, ServiceError } from '../errors.js';
import type { Store } from '../store.js';
import { type Group, type GroupMembership, groupMemberships, groups } from './group.js';

/** Quotas (developer guide, "Quotas in Amazon Cognito"). */
const mostGroupsOfPool = 10_000;
const mostGroupsOfUser = 100;
const highestPrecedence = 2 ** 31 - 1;

/** @throws ResourceNotFoundException */
export function requireGroup(store: Store, poolId: string, name: string): Group {
  const group = store.get(groups, `${poolId}/${name}`);
  if (group === undefined) throw new ServiceError('ResourceNotFoundException', 'Group not found.');
  return group;
}

/** @throws GroupExistsException, LimitExceededException or InvalidParameterException */
export function checkNewGroup(store: Store, group: Group): void {
  if (store.get(groups, groups.keyOf(group)) !== undefined)
    throw new ServiceError('GroupExistsException', 'A group with the name already exists.');
  checkPrecedence(group.precedence);
  if (store.count(groups, 'pool', group.poolId) >= mostGroupsOfPool)
    throw limitExceededBy('Exceeded the maximum number of groups of a user pool.');
}

/** The service's numbers have 32 bits, which its model takes for granted. */
export function checkPrecedence(precedence: number | undefined): void {
  if (precedence !== undefined && precedence > highestPrecedence)
    throw invalidParameter(
      `1 validation error detected: Value '${precedence}' at 'precedence' failed to satisfy constraint: ` +
        `Member must have value less than or equal to ${highestPrecedence}`,
    );
}

/** @throws LimitExceededException when the user is in as many other groups as a user may be in. */
export function checkNewMembership(store: Store, membership: GroupMembership): void {
  if (store.get(groupMemberships, groupMemberships.keyOf(membership)) !== undefined) return;
  const { poolId, sub } = membership;
  if (store.count(groupMemberships, 'user', `${poolId}/${sub}`) >= mostGroupsOfUser)
    throw limitExceededBy('Exceeded the maximum number of groups of a user.');
}
