import { ownedByPool, ownedByUser } from '../owners.js';
import type { Collection } from '../store.js';

export interface Group {
  readonly poolId: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** Lower wins; none ranks last. */
  readonly precedence?: number | undefined;
  readonly roleArn?: string | undefined;
  readonly declaredAs?: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface GroupMembership {
  readonly poolId: string;
  readonly groupName: string;
  readonly sub: string;
}

export const groups: Collection<Group> = {
  name: 'groups',
  keyOf: ({ poolId, name }) => `${poolId}/${name}`,
  owners: { pool: ownedByPool },
  owns: 'group',
  indexes: {},
};

export const groupMemberships: Collection<GroupMembership> = {
  name: 'groupMemberships',
  keyOf: ({ poolId, groupName, sub }) => `${poolId}/${sub}/${groupName}`,
  owners: {
    user: ownedByUser,
    group: { keysOf: ({ poolId, groupName }) => [`${poolId}/${groupName}`], unique: false },
  },
  indexes: {},
};

/** The order tokens list groups in: lower precedence numbers first, then groups without one. */
export function byPrecedence(one: Group, other: Group): number {
  const difference = (one.precedence ?? Infinity) - (other.precedence ?? Infinity);
  return Number.isNaN(difference) || difference === 0
    ? compareText(one.name, other.name)
    : difference;
}

/**
 * The role of the first group; none when two groups share the first place with different roles
 * (developer guide, "Adding groups to a user pool").
 */
export function preferredRoleOf(sortedGroups: readonly Group[]): string | undefined {
  const [first] = sortedGroups;
  if (first?.precedence === undefined) return undefined;
  const rivals = sortedGroups.filter((group) => group.precedence === first.precedence);
  return rivals.every((group) => group.roleArn === first.roleArn) ? first.roleArn : undefined;
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
