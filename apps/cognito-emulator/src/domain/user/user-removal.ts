import { authorizationCodes } from '../authorization/authorization-code.js';
import { browserSessions } from '../authorization/browser-session.js';
import { Devices } from '../device/devices.js';
import { groupMemberships } from '../pool/group.js';
import { type Change, type Collection, remove, type Store } from '../store.js';
import { tokenSessions } from '../token/token-session.js';
import { authEvents } from './auth-event.js';
import { challengeSessions } from './challenge-session.js';
import { Passkeys } from './passkeys.js';
import { type User, userKey, users } from './user.js';

/** The changes that leave nothing of a user behind. Whatever else a user comes to own is named here. */
export function removalOf(store: Store, user: User): readonly Change[] {
  return [
    ...removalFrom(store, tokenSessions, user),
    ...removalFrom(store, challengeSessions, user),
    ...removalFrom(store, authorizationCodes, user),
    ...removalFrom(store, browserSessions, user),
    ...removalFrom(store, groupMemberships, user),
    ...removalFrom(store, authEvents, user),
    ...new Devices(store).removalOf(user),
    ...new Passkeys(store).removalOf(user),
    remove(users, user),
  ];
}

/** The collection has an index `user` by the user's key. */
function removalFrom<Value>(
  store: Store,
  collection: Collection<Value>,
  user: User,
): readonly Change[] {
  const owned = store.find(collection, 'user', userKey(user));
  return [...owned].map((value) => remove(collection, value));
}
