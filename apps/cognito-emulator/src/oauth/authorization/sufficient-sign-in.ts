import { ssoSeconds } from '../../domain/pool/session-tracking.js';
import { isRecent } from '../../domain/token/assurance.js';
import type { SignedInHere } from '../browser-session.js';
import type { AuthorizationRequest } from './authorization-types.js';
import { reachesAskedLevel } from './complete-authorization.js';

/** Whether a request is content with a sign-in of earlier, which may be too long ago or have proved too little. */
export function suffices(
  authorization: AuthorizationRequest,
  signIn: SignedInHere,
  nowMilliseconds: number,
): boolean {
  const { prompt, maxAgeSeconds, pool, client } = authorization;
  // Nobody signed in later than at this moment.
  if (prompt.includes('login') || maxAgeSeconds === 0) return false;
  const authTime = Math.floor(signIn.signedInAt / 1_000);
  const isTakenOver = nowMilliseconds < signIn.signedInAt + ssoSeconds(pool, client) * 1_000;
  return (
    isTakenOver &&
    reachesAskedLevel(authorization, signIn) &&
    isRecent(authTime, maxAgeSeconds, nowMilliseconds)
  );
}
