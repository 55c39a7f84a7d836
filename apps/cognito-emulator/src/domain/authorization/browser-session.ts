import { type Change, type Collection, put, remove } from '../store.js';
import type { Factor } from '../user/sign-in-progress.js';

/** One user who signed in by the pages of a pool's domain. */
export interface BrowserSignIn {
  readonly sub: string;
  readonly factors: readonly Factor[];
  readonly signedInAt: number;
  /** When no client takes it over any more. */
  readonly expiresAt: number;
}

/** A browser in which users have signed in by the pages (developer guide, "Managed login"); a cookie names it. */
export interface BrowserSession {
  /** The digest of the cookie's value. */
  readonly id: string;
  readonly poolId: string;
  /** Those who signed in here, the last one last. */
  readonly signIns: readonly BrowserSignIn[];
  readonly expiresAt: number;
}

export const browserSessions: Collection<BrowserSession> = {
  name: 'browserSessions',
  keyOf: (session) => session.id,
  indexes: {
    pool: { keysOf: ({ poolId }) => [poolId], unique: false },
    user: {
      keysOf: ({ poolId, signIns }) => signIns.map(({ sub }) => `${poolId}/${sub}`),
      unique: false,
    },
  },
};

/** The change that signs a user out in a browser. Others who are signed in there stay so. */
export function withoutSignIn(session: BrowserSession, sub: string): Change {
  const signIns = session.signIns.filter((signIn) => signIn.sub !== sub);
  return signIns.length === 0
    ? remove(browserSessions, session)
    : put(browserSessions, { ...session, signIns });
}
