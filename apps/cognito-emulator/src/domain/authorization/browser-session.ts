import { ownedByPool, userKey } from '../owners.js';
import { type Change, type Collection, put, remove } from '../store.js';
import type { Factor } from '../user/factor.js';

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
  owners: {
    pool: ownedByPool,
    user: {
      keysOf: ({ poolId, signIns }) => signIns.map(({ sub }) => userKey({ poolId, sub })),
      unique: false,
    },
  },
  withoutOwner: (session, kind, key) => (kind === 'user' ? signedOut(session, key) : undefined),
  indexes: {},
};

/** What is left of a session without a user; nothing when no other user is signed in. */
function signedOut(session: BrowserSession, key: string): BrowserSession | undefined {
  const { poolId, signIns } = session;
  const others = signIns.filter(({ sub }) => userKey({ poolId, sub }) !== key);
  return others.length === 0 ? undefined : { ...session, signIns: others };
}

/** The change that signs a user out in a browser. Others who are signed in there stay so. */
export function withoutSignIn(session: BrowserSession, sub: string): Change {
  const left = signedOut(session, userKey({ poolId: session.poolId, sub }));
  return left === undefined ? remove(browserSessions, session) : put(browserSessions, left);
}
