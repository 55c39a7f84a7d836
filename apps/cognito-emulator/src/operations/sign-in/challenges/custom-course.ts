import { incorrectUsernameOrPassword, invalidParameter } from '../../../domain/errors.js';
import { createdChallenge } from '../../../domain/trigger/create-auth-challenge.js';
import type { CustomSignIn } from '../../../domain/trigger/custom-sign-in.js';
import { nextMove } from '../../../domain/trigger/define-auth-challenge.js';
import type { SignInProgress } from '../../../domain/user/sign-in-progress.js';
import type { User } from '../../../domain/user/user.js';
import type { Services } from '../../services.js';
import type { SignInAttempt } from '../auth-flow.js';
import type { NewChallenge } from '../challenge.js';

/** What a session of a custom challenge remembers. */
export interface CustomChallengeState {
  readonly privateParameters: Readonly<Record<string, string>>;
  readonly metadata: string | null;
}

/** What the functions that lead a sign-in want next. */
export type CustomCourse =
  | { readonly move: 'issueTokens' }
  | { readonly move: 'ask'; readonly challengeName: string; readonly question?: NewChallenge };

/**
 * Asks the functions that lead a sign-in what comes next, and for the question if it is one of theirs.
 * @param user nobody while an app is not to learn that there is no such user
 * @throws NotAuthorizedException when they end it, InvalidParameterException in a pool that has no such functions
 */
export async function courseOf(
  { triggers }: Pick<Services, 'triggers'>,
  attempt: SignInAttempt,
  user: User | undefined,
  progress: SignInProgress,
): Promise<CustomCourse> {
  const signIn = customSignIn(attempt, user, progress);
  const results = progress.custom ?? [];
  const next = await nextMove(triggers, signIn, results);
  if (next === undefined) throw notConfigured();
  if (next.move === 'fail') throw incorrectUsernameOrPassword();
  if (next.move === 'issueTokens' || next.challengeName !== 'CUSTOM_CHALLENGE') return next;
  const created = await createdChallenge(triggers, signIn, results);
  if (created === undefined) throw notConfigured();
  const { publicParameters, ...state } = created;
  const USERNAME = user?.username ?? progress.username;
  const parameters = { USERNAME, ...publicParameters };
  return { ...next, question: { name: next.challengeName, parameters, state } };
}

export const customSignIn = (
  { pool, client, clientMetadata }: SignInAttempt,
  user: User | undefined,
  { username: typed }: SignInProgress,
): CustomSignIn => ({
  occasion: { pool, clientId: client.id, clientMetadata },
  client,
  user,
  typed,
});

export const notConfigured = () =>
  invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
