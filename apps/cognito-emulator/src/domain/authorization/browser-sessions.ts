import type { Clock } from '@gatehouse/platform-core';
import { randomHandle } from '../random.js';
import { type Change, put, remove, type Store } from '../store.js';
import type { User } from '../user/user.js';
import {
  type BrowserSession,
  browserSessions,
  type BrowserSignIn,
  withoutSignIn,
} from './browser-session.js';
import { handleDigest } from './handle-digest.js';

/** The browsers in which somebody is signed in. */
export class BrowserSessions {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** A pool's session that a cookie names, with those sign-ins that still count; nothing when none does. */
  find(poolId: string, handle: string): BrowserSession | undefined {
    const session = this.store.get(browserSessions, handleDigest(handle));
    if (session?.poolId !== poolId) return undefined;
    const signIns = session.signIns.filter((signIn) => this.stillCounts(signIn));
    return signIns.length === 0 ? undefined : { ...session, signIns };
  }

  /**
   * The session that a sign-in leads to. It has a new name, so that one somebody else has planted in the browser is worth
   * nothing, and takes the place of the one before.
   */
  signedIn(
    poolId: string,
    before: BrowserSession | undefined,
    signIn: BrowserSignIn,
  ): { readonly handle: string; readonly changes: readonly Change[] } {
    const now = this.clock.nowMilliseconds();
    const handle = randomHandle();
    const others = (before?.signIns ?? []).filter(({ sub }) => sub !== signIn.sub);
    const session = {
      id: handleDigest(handle),
      poolId,
      signIns: [...others, signIn],
      expiresAt: Math.max(...[...others, signIn].map(({ expiresAt }) => expiresAt)),
    };
    const changes = [
      ...this.forgotten(poolId, now),
      ...(before === undefined ? [] : [remove(browserSessions, before)]),
      put(browserSessions, session),
    ];
    return { handle, changes };
  }

  /** The changes that end a session for everybody in it. */
  end(session: BrowserSession): readonly Change[] {
    return [remove(browserSessions, session)];
  }

  /** The changes that sign a user out in every browser; others who are signed in there stay so. */
  withoutUser({ poolId, sub }: Pick<User, 'poolId' | 'sub'>): readonly Change[] {
    return [...this.store.find(browserSessions, 'user', `${poolId}/${sub}`)].map((session) =>
      withoutSignIn(session, sub),
    );
  }

  private stillCounts({ expiresAt }: BrowserSignIn): boolean {
    return this.clock.nowMilliseconds() < expiresAt;
  }

  /** Sessions come into being more or less in the order they end: looking ends at the first that is still good. */
  private forgotten(poolId: string, now: number): readonly Change[] {
    const changes: Change[] = [];
    for (const old of this.store.find(browserSessions, 'pool', poolId)) {
      if (old.expiresAt > now) break;
      changes.push(remove(browserSessions, old));
    }
    return changes;
  }
}
