import { type Clock, type Principal, systemClock, type UserPrincipal } from '@gatehouse/auth-core';
import { hasReachedLevel, hasRecentSignIn } from './sign-in-strength.js';

/**
 * Scopes and groups that count for a user only after a sign-in of a level and an age. Cognito keeps `acr` and `auth_time` when
 * it refreshes tokens, so a level alone would last as long as the session: the age is always demanded. A machine has no
 * sign-in; its scopes always count.
 */
export interface ElevatedRights {
  readonly scopes?: readonly string[];
  readonly groups?: readonly string[];
  /** The levels (`acr`) of which the sign-in must have reached one. A token without `acr` has reached none. Absent: any. */
  readonly acrValues?: readonly string[];
  /** How old the sign-in (`auth_time`) may be, a positive whole number. A token without `auth_time` is too old. */
  readonly maxAuthAgeSeconds: number;
}

/** What a sign-in must show (RFC 9470 §3). */
export interface SignInDemand {
  readonly acrValues?: readonly string[];
  readonly maxAgeSeconds: number;
}

/** The rights in a user's token that do not count after their sign-in. */
export interface WithheldRights {
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
  /** The sign-in after which they count. */
  readonly demand: SignInDemand;
}

/** A caller with no right but those that count for the request. */
export interface CountedPrincipal {
  readonly principal: Principal;
  /** Absent: all rights count. */
  readonly withheld?: WithheldRights;
}

/** Takes the rights that do not count from a verified caller. */
export type RightsFilter = (principal: Principal) => CountedPrincipal;

/**
 * The filter for an app's elevated rights. It runs in each request, because a verified principal is cached while its sign-in
 * grows old.
 */
export function rightsFilter(
  rights: ElevatedRights | undefined,
  clock: Clock = systemClock,
): RightsFilter {
  return (principal) => {
    if (!rights || principal.kind !== 'user') return { principal };
    return counted(principal, rights, clock.nowMilliseconds());
  };
}

function counted(
  user: UserPrincipal,
  rights: ElevatedRights,
  nowMilliseconds: number,
): CountedPrincipal {
  const { scopes = [], groups = [], acrValues, maxAuthAgeSeconds } = rights;
  const withheld = {
    scopes: user.scopes.filter((scope) => scopes.includes(scope)),
    groups: user.groups.filter((group) => groups.includes(group)),
    demand: { acrValues, maxAgeSeconds: maxAuthAgeSeconds },
  };
  const hasNone = withheld.scopes.length === 0 && withheld.groups.length === 0;
  const isStrong = hasReachedLevel(user, acrValues);
  if (hasNone || (isStrong && hasRecentSignIn(user, maxAuthAgeSeconds, nowMilliseconds))) {
    return { principal: user };
  }
  const principal = Object.freeze({
    ...user,
    scopes: Object.freeze(user.scopes.filter((scope) => !scopes.includes(scope))),
    groups: Object.freeze(user.groups.filter((group) => !groups.includes(group))),
  });
  return { principal, withheld };
}
