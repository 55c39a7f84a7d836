import { remembersDevices } from '../../domain/device/device-rules.js';
import { selfServiceScope } from '../../domain/pool/resource-server.js';
import type { Change } from '../../domain/store.js';
import { authenticationContext } from '../../domain/token/authentication-context.js';
import { newTokenSession, type TokenSession } from '../../domain/token/token-session.js';
import { postAuthentication } from '../../domain/trigger/post-authentication.js';
import type { AnsweredChallenge } from '../../domain/user/auth-event.js';
import type { Factor } from '../../domain/user/factor.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';
import { authenticationResult } from './authentication-result.js';
import { withUserLockReleased } from './user-lock-released.js';
import type { SignInStateWithDevice } from './sign-in-state.js';
import { boundDevice, deviceUse } from './presented-device.js';

/**
 * Gives tokens to a user who has proved everything that was asked for. API sign-in gives the one scope for
 * self-service; a trigger may add others.
 * @param keep commits what starts the session, along with what else the sign-in changed.
 */
export async function completeSignIn(
  services: Pick<
    Services,
    'authEvents' | 'clock' | 'devices' | 'sessions' | 'tokens' | 'triggers' | 'users'
  >,
  attempt: SignInAttempt,
  state: SignInStateWithDevice,
  keep: (sessionStart: readonly Change[]) => Promise<void>,
): Promise<object> {
  const { pool, client, clientMetadata } = attempt;
  const { user, progress } = state;
  const { source, factors } = progress;
  const device = boundDevice(attempt, state);
  const session = newTokenSession(user, client, services.clock.nowMilliseconds(), {
    scopes: [selfServiceScope],
    withIdToken: true,
    viaOAuth: false,
    context: authenticationContext(pool, factors),
    ...device.session,
  });
  const issue = async () => {
    await authenticated(services, attempt, state);
    return Promise.all([
      services.tokens.forUser({ pool, client, user, session, source, clientMetadata }),
      services.tokens.refreshToken(session, firstTokenId(session)),
    ]);
  };
  const { result } = await withUserLockReleased(services, pool, state, issue);
  const [issued, refreshToken] = result;
  const event = services.authEvents.changes(pool, user, {
    id: session.eventId,
    type: 'SignIn',
    response: 'Pass',
    challenges: provedBy(factors),
  });
  const use = deviceUse(services, state, session);
  await keep([...services.sessions.start(session), ...use, ...event]);
  return authenticationResult(issued, refreshToken, device.created);
}

/**
 * Tells the pool's function that a user has proved everything. What it changes of the user shows in the tokens of the
 * next sign-in (developer guide, "Post authentication Lambda trigger").
 */
export function authenticated(
  services: Pick<Services, 'triggers'>,
  attempt: SignInAttempt,
  state: SignInStateWithDevice,
): Promise<void> {
  const { pool, client, clientMetadata } = attempt;
  const newDeviceUsed = remembersDevices(pool) && state.device === undefined;
  const occasion = { pool, clientId: client.id, clientMetadata };
  return postAuthentication(services.triggers, occasion, state.user, newDeviceUsed);
}

const firstTokenId = ({ refreshTokens }: TokenSession) => refreshTokens[0]?.id ?? '';

/** The factors as threat protection's history has them (SDK, ChallengeResponseType). */
export const provedBy = (factors: readonly Factor[]): readonly AnsweredChallenge[] =>
  factors.map((factor) => ({ name: factor === 'pwd' ? 'Password' : 'Mfa', response: 'Success' }));
