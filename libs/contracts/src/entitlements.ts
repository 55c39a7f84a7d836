import { type Scope, scopes } from './scopes.js';

/** The groups of the user pool, most powerful first. */
export const groups = ['support', 'fulfilment', 'customer'] as const;

export type Group = (typeof groups)[number];

/**
 * What a user may hold: everyone the first set, members of a group that group's set too. The user pool's pre
 * token generation trigger is made from this table.
 */
export const entitlements: {
  readonly everyone: readonly Scope[];
  readonly byGroup: Readonly<Record<Group, readonly Scope[]>>;
} = {
  everyone: [scopes.ordersRead, scopes.ordersWrite, scopes.usersWrite],
  byGroup: {
    customer: [],
    support: [
      scopes.ordersReadAll,
      scopes.ordersRefund,
      scopes.usersRead,
      scopes.usersSupport,
      scopes.usersEvents,
    ],
    fulfilment: [scopes.ordersReadAll, scopes.ordersFulfil],
  },
};

/** Every scope some user may hold. The rest is for machines alone. */
export const userScopes: readonly Scope[] = [
  ...new Set([...entitlements.everyone, ...Object.values(entitlements.byGroup).flat()]),
];

/** The groups whose members may do what not everyone may. */
export const staffGroups: readonly Group[] = groups.filter((group) =>
  entitlements.byGroup[group].some((scope) => !entitlements.everyone.includes(scope)),
);

/**
 * The scopes of those groups alone. The pre token generation trigger does not learn how a user signed in, so it puts them into
 * the tokens of every member. Services let them count for users only after a sign-in with a second factor. A machine may hold
 * one too.
 */
export const staffScopes: readonly Scope[] = userScopes.filter(
  (scope) => !entitlements.everyone.includes(scope),
);
