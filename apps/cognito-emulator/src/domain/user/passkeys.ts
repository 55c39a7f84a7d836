import type { Store } from '../store.js';
import { type Passkey, passkeys } from './passkey.js';
import type { User } from './user.js';

/** The most passkeys a user may have (developer guide, "Passkey sign-in"). */
export const mostPasskeys = 20;

/** The passkeys of all users. */
export class Passkeys {
  constructor(private readonly store: Store) {}

  /** A user's, oldest first. */
  ofUser({ poolId, sub }: Pick<User, 'poolId' | 'sub'>): readonly Passkey[] {
    return [...this.store.find(passkeys, 'user', `${poolId}/${sub}`)];
  }

  /** One of a user's own. */
  find(user: Pick<User, 'poolId' | 'sub'>, credentialId: string): Passkey | undefined {
    const found = this.store.get(passkeys, `${user.poolId}/${credentialId}`);
    return found?.sub === user.sub ? found : undefined;
  }
}
