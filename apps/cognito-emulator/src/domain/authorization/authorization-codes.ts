import type { Clock } from '@gatehouse/platform-core';
import { randomId } from '../random.js';
import { type Change, put, remove, type Store } from '../store.js';
import {
  type AuthorizationCode,
  authorizationCodes,
  type AuthorizationGrant,
} from './authorization-code.js';
import { handleDigest } from './handle-digest.js';

/** How long a code can be used (developer guide, "Authorize endpoint"). */
const lifetimeMilliseconds = 5 * 60_000;

/** The codes that clients fetch tokens with. */
export class AuthorizationCodes {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** A code for a grant, with the changes that keep it and forget those that are over. */
  issue(grant: AuthorizationGrant): { readonly code: string; readonly changes: readonly Change[] } {
    const now = this.clock.nowMilliseconds();
    const code = randomId();
    const kept = { ...grant, id: handleDigest(code), expiresAt: now + lifetimeMilliseconds };
    const changes = [...this.forgotten(grant.poolId, now), put(authorizationCodes, kept)];
    return { code, changes };
  }

  find(code: string): AuthorizationCode | undefined {
    return this.store.get(authorizationCodes, handleDigest(code));
  }

  hasExpired({ expiresAt }: AuthorizationCode): boolean {
    return this.clock.nowMilliseconds() >= expiresAt;
  }

  /** The change that uses a code up. */
  use(code: AuthorizationCode, sessionId: string): Change {
    return put(authorizationCodes, { ...code, usedFor: sessionId });
  }

  /** Codes come into being in the order they end: looking ends at the first that is still good. */
  private forgotten(poolId: string, now: number): readonly Change[] {
    const changes: Change[] = [];
    for (const old of this.store.find(authorizationCodes, 'pool', poolId)) {
      if (old.expiresAt > now) break;
      changes.push(remove(authorizationCodes, old));
    }
    return changes;
  }
}
