import type { Principal } from '@gatehouse/auth-core';
import { entitlements, type Group, groups, scopes } from '@gatehouse/contracts';

/** Below every group: users without one. */
const lowestRank = groups.length;

/** What holding `users/support` counts as, for machines, which have no groups: the least powerful group that gives it. */
const rankOfSupport = groups.findLastIndex((group) =>
  entitlements.byGroup[group].includes(scopes.usersSupport),
);

/**
 * Whether the caller may manage the account of a user of their pool who is in these groups: every group of the user ranks
 * below the caller. Groups rank as `groups` lists them; a group that is not listed there gives no right and has no rank. A
 * service that calls for somebody lends them no rank: the subject needs `users/support` as well.
 */
export function mayManage(caller: Principal, groupsOfUser: readonly string[]): boolean {
  if (!caller.scopes.includes(scopes.usersSupport)) return false;
  return rankOf(groupsOfUser) > rankOfCaller(caller);
}

/** Whether the caller is this user. */
export function isSelf(caller: Principal, id: string): boolean {
  return caller.subject === id;
}

/** 0 is the most powerful. */
function rankOfCaller(caller: Principal): number {
  const held = rankOfSupport === -1 ? lowestRank : rankOfSupport;
  return caller.kind === 'user' ? Math.min(rankOf(caller.groups), held) : held;
}

function rankOf(held: readonly string[]): number {
  const ranks = held.map((name) => groups.indexOf(name as Group)).filter((rank) => rank !== -1);
  return Math.min(lowestRank, ...ranks);
}
