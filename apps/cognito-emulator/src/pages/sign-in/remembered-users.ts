import { notAuthorized } from '../../domain/errors.js';
import { completeAuthorization } from '../../oauth/authorization/complete-authorization.js';
import { suffices } from '../../oauth/authorization/sufficient-sign-in.js';
import { type SignedInHere, signedInHere } from '../../oauth/browser-session.js';
import { type Move, move, type Visit } from '../page.js';

/** Somebody who can go on without signing in again. */
export interface RememberedUser {
  readonly sub: string;
  /** What they are called on the page. */
  readonly name: string;
}

/** Who is remembered in this browser and can go on with what the app asks for; the last one first. */
export function rememberedUsers(visit: Visit): readonly RememberedUser[] {
  return sufficient(visit).map(({ user }) => ({
    sub: user.sub,
    name: user.attributes.email ?? user.attributes.phone_number ?? user.username,
  }));
}

/**
 * Goes back to the app with one of them.
 * @throws NotAuthorizedException when they are remembered no more
 */
export async function continueAs(visit: Visit, sub: string): Promise<Move> {
  const { services, authorization } = visit;
  const found = sufficient(visit).find(({ user }) => user.sub === sub);
  if (found === undefined) throw notAuthorized('Please sign in again.');
  const { user, factors, signedInAt } = found;
  const state = { user, progress: { factors } };
  const completed = await completeAuthorization(services, authorization, state, signedInAt);
  await services.store.commit(completed.changes);
  return move(completed.location, { flow: null });
}

/** An app may ask for a sign-in that is fresh, or that proved more. */
function sufficient({ services, authorization, pool, request }: Visit): readonly SignedInHere[] {
  const now = services.clock.nowMilliseconds();
  return signedInHere(services, pool, request)
    .filter((signIn) => suffices(authorization, signIn, now))
    .reverse();
}
