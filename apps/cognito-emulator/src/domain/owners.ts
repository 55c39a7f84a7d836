import type { Index } from './store.js';

/** The key of a user, which is also the key of the user's row. */
export const userKey = ({ poolId, sub }: { readonly poolId: string; readonly sub: string }) =>
  `${poolId}/${sub}`;

export const ownedByPool: Index<{ readonly poolId: string }> = {
  keysOf: ({ poolId }) => [poolId],
  unique: false,
};

export const ownedByUser: Index<{ readonly poolId: string; readonly sub: string }> = {
  keysOf: (value) => [userKey(value)],
  unique: false,
};

/** Client ids are unique across pools. */
export const ownedByClient: Index<{ readonly clientId?: string | undefined }> = {
  keysOf: ({ clientId }) => (clientId === undefined ? [] : [clientId]),
  unique: false,
};
