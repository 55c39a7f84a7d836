import type { Device, DeviceSecret } from '../../../domain/device/device.js';
import { notAuthorized } from '../../../domain/errors.js';
import type { ChallengeSession } from '../../../domain/user/challenge-session.js';
import type { User } from '../../../domain/user/user.js';
import type { Services } from '../../services.js';
import { requiredParameter, type SignInAttempt } from '../auth-flow.js';

/** What a session of either device challenge remembers. */
export interface AskedDevice {
  readonly deviceKey: string;
}

/**
 * The device a session asks for the proof of, and what it is proved by.
 * @throws ResourceNotFoundException when the key is that of none of the user's remembered devices, or no more,
 *   NotAuthorizedException when it is another one of theirs.
 */
export function askedDevice(
  { devices }: Pick<Services, 'devices'>,
  attempt: SignInAttempt,
  user: User,
  { state }: ChallengeSession,
): { readonly device: Device; readonly secret: DeviceSecret } {
  const device = devices.getRemembered(user, requiredParameter(attempt, 'DEVICE_KEY'));
  const { secret } = device;
  if (secret === undefined || device.key !== (state as AskedDevice).deviceKey)
    throw notAuthorized('Invalid session for the user.');
  return { device, secret };
}

/**
 * The latest session that an answer without one can be meant for. Many clients answer device challenges so, and Cognito
 * lets them; here somebody has to have proved who the user is all the same, and not long ago.
 */
export function waitingSession(
  { users, challenges }: Pick<Services, 'users' | 'challenges'>,
  { pool, client, parameters: { USERNAME: typed = '' } }: SignInAttempt,
  challenge: string,
  isMeant: (session: ChallengeSession) => boolean,
): string | undefined {
  const user = users.find(pool, typed);
  return user && challenges.waitingFor(user, client, challenge).findLast(isMeant)?.id;
}
