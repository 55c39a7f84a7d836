import type { BrowserSession, BrowserSignIn } from '../domain/authorization/browser-session.js';
import { defaultSsoMinutes, ssoSeconds } from '../domain/pool/session-tracking.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import type { Change } from '../domain/store.js';
import type { User, UserStatus } from '../domain/user/user.js';
import { cookieValues, setCookie } from '../http/cookies.js';
import type { Request } from '../http/request.js';
import type { Services } from '../operations/services.js';
import { placeOf } from './place.js';

type Parts = Pick<Services, 'browserSessions' | 'pools' | 'publicUrl' | 'users'>;

/** Somebody who is signed in in a browser. */
export interface SignedInHere extends BrowserSignIn {
  readonly user: User;
}

/** Who is signed in in the browser a request came from, the last one last; users who can't sign in any more are not. */
export function signedInHere(
  services: Parts,
  pool: UserPool,
  request: Request,
): readonly SignedInHere[] {
  const session = sessionBehind(services, pool, request);
  return (session?.signIns ?? []).flatMap((signIn) => {
    const user = services.users.findBySub(pool.id, signIn.sub);
    const isUsable = user?.enabled === true && settled.includes(user.status);
    return isUsable ? [{ ...signIn, user }] : [];
  });
}

/** The states of users who have nothing left to do before they are in. */
const settled: readonly UserStatus[] = ['CONFIRMED', 'EXTERNAL_PROVIDER'];

const leastSeconds = defaultSsoMinutes * 60;

/** What changes in a browser, and the header that tells it. */
export interface CookieChange {
  readonly cookie: string;
  readonly changes: readonly Change[];
}

/**
 * Remembers that somebody signed in, for as long as any client of the pool takes it over, and an hour at least (developer
 * guide, "Managed login").
 */
export function rememberSignIn(
  services: Parts,
  pool: UserPool,
  request: Request,
  signIn: Omit<BrowserSignIn, 'expiresAt'>,
): CookieChange {
  const before = sessionBehind(services, pool, request);
  const clients = services.pools.clientsOf(pool.id);
  const seconds = Math.max(leastSeconds, ...clients.map((client) => ssoSeconds(pool, client)));
  const kept = { ...signIn, expiresAt: signIn.signedInAt + seconds * 1_000 };
  const { handle, changes } = services.browserSessions.signedIn(pool.id, before, kept);
  const name = cookieName(services, pool, request);
  const cookie = { name, value: handle, maxAgeSeconds: seconds };
  return { cookie: setCookie(cookie, services.publicUrl()), changes };
}

/** Signs everybody out who is signed in in a browser. */
export function forgetSignIns(services: Parts, pool: UserPool, request: Request): CookieChange {
  const session = sessionBehind(services, pool, request);
  const cookie = { name: cookieName(services, pool, request), value: '', maxAgeSeconds: 0 };
  return {
    cookie: setCookie(cookie, services.publicUrl()),
    changes: session === undefined ? [] : services.browserSessions.end(session),
  };
}

function sessionBehind(services: Parts, pool: UserPool, request: Request) {
  for (const handle of cookieValues(request, cookieName(services, pool, request))) {
    const session = services.browserSessions.find(pool.id, handle);
    if (session !== undefined) return session;
  }
  return undefined as BrowserSession | undefined;
}

/** Pools share the address of the emulator, where the names of their cookies differ. */
const cookieName = (services: Parts, pool: UserPool, request: Request): string =>
  placeOf(services, request)?.pool === undefined ? `cognito-${pool.id}` : 'cognito';
