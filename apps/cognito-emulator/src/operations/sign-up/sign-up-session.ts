import { allowsAuthFlow } from '../../domain/pool/client-rules.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Change } from '../../domain/store.js';
import { challengeSessions } from '../../domain/user/challenge-session.js';
import type { Factor } from '../../domain/user/factor.js';
import type { ContactAttribute, User } from '../../domain/user/user.js';
import type { Services } from '../services.js';

/** What a session of SignUp waits for: the code. */
const signedUp = 'SIGN_UP';

/** What a session of ConfirmSignUp is good for, once: a sign-in by USER_AUTH that asks for nothing more. */
export const confirmedSignUp = 'CONFIRM_SIGN_UP';

const factors: Readonly<Record<ContactAttribute, Factor>> = {
  email: 'email_otp',
  phone_number: 'sms',
};

interface StartedSession {
  readonly Session?: string | undefined;
  readonly changes: readonly Change[];
}

/** The session a client that signs in by USER_AUTH gets with a new user (API reference, SignUp "Session"). */
export function signUpSession(
  services: Pick<Services, 'challenges'>,
  client: UserPoolClient,
  user: User,
  username: string,
): StartedSession {
  return startSession(services, client, user, { name: signedUp, username });
}

/**
 * The session in which a user who has just been confirmed signs in without being asked again; the code that confirmed
 * the user is the factor (API reference, ConfirmSignUp "Session").
 */
export function confirmationSession(
  services: Pick<Services, 'challenges'>,
  client: UserPoolClient,
  user: User,
  proof: { readonly username: string; readonly attribute: ContactAttribute },
): StartedSession {
  return startSession(services, client, user, { name: confirmedSignUp, ...proof });
}

function startSession(
  { challenges }: Pick<Services, 'challenges'>,
  client: UserPoolClient,
  { sub }: User,
  asked: {
    readonly name: string;
    readonly username: string;
    readonly attribute?: ContactAttribute;
  },
): StartedSession {
  if (!allowsAuthFlow(client, 'USER_AUTH')) return { changes: [] };
  const { name: challenge, username, attribute } = asked;
  const proved = attribute === undefined ? [] : [factors[attribute]];
  const source = 'TokenGeneration_Authentication';
  const progress = { username, factors: proved, source } as const;
  const { session, changes } = challenges.start(client, { sub, challenge, progress });
  return { Session: session.id, changes };
}

/**
 * The changes that use up the session of the user's sign-up. One that is over is as good as none: the mail may take
 * longer than a session lives.
 * @throws NotAuthorizedException for any other session.
 */
export function endOfSignUpSession(
  { store, challenges }: Pick<Services, 'challenges' | 'store'>,
  client: UserPoolClient,
  { sub }: User,
  sessionId: string | undefined,
): readonly Change[] {
  if (sessionId === undefined) return [];
  const session = store.get(challengeSessions, sessionId);
  const isOwn =
    session?.sub === sub && session.clientId === client.id && session.challenge === signedUp;
  if (!isOwn) throw challenges.refusal(sessionId);
  return [challenges.end(session)];
}
