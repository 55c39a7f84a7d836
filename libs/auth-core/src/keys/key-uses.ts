import type { KeyObject } from 'node:crypto';

/**
 * What each key of a pool has been seen to sign. Cognito has two keys a pool, one for access and one for ID tokens
 * (Amazon Cognito developer guide, "Verifying JSON web tokens"), and publishes both in one set that doesn't say which is
 * which. So it is learned, from tokens whose signature is good: the first kind a key is seen to sign is its kind, for as
 * long as the key is published. From then on the ID tokens' key can't vouch for an access token, should a trigger or a
 * flaw ever let somebody choose the claims of an ID token.
 *
 * It locks no good token of Cognito's out: only a token the pool itself signed teaches anything, a key that has signed
 * an accepted access token is trusted with them for good, and a key is taken for the ID tokens' only beside another one
 * that has. So an issuer that signs both kinds with its one key, as some emulators do, isn't misjudged. It is a second
 * line and not a promise: the first key to sign is taken for either. Each process learns by itself and forgets with the
 * key.
 */
export class KeyUses {
  private readonly uses = new WeakMap<KeyObject, 'access' | 'id'>();

  /**
   * Whether the key has been seen to sign ID tokens, or must be the one that does.
   *
   * @param twinOf gives the other key of a set of two, where the pool has a key for each kind
   */
  isForIdTokens(key: KeyObject, twinOf: (key: KeyObject) => KeyObject | undefined): boolean {
    const use = this.uses.get(key);
    if (use !== undefined) return use === 'id';
    const twin = twinOf(key);
    return twin !== undefined && this.uses.get(twin) === 'access';
  }

  /** An access token with its signature was found good. */
  signedAccessToken(key: KeyObject): void {
    if (!this.uses.has(key)) this.uses.set(key, 'access');
  }

  /**
   * The signature of an ID token was found good.
   *
   * @param published all keys of that pool
   */
  signedIdToken(key: KeyObject, published: Iterable<KeyObject>): void {
    if (this.uses.has(key)) return;
    for (const other of published) {
      if (this.uses.get(other) === 'access') {
        this.uses.set(key, 'id');
        return;
      }
    }
  }
}
