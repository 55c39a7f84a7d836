import type { UserPrincipal } from '@gatehouse/auth-core';

/** Whether the sign-in reached one of these levels. An unknown level is none of them. */
export function hasReachedLevel(
  user: UserPrincipal | undefined,
  acrValues: readonly string[] | undefined,
): boolean {
  if (!acrValues) return true;
  return user?.acr !== undefined && acrValues.includes(user.acr);
}

/** Whether the sign-in is at most so many seconds old. A sign-in at an unknown time is not. */
export function hasRecentSignIn(
  user: UserPrincipal | undefined,
  maxAgeSeconds: number | undefined,
  nowMilliseconds: number,
): boolean {
  if (maxAgeSeconds === undefined) return true;
  return user?.authTime !== undefined && nowMilliseconds / 1000 - user.authTime <= maxAgeSeconds;
}
