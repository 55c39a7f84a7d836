import { canonicalName } from '../../domain/pool/pool-rules.js';
import type { ChallengeSession } from '../../domain/user/challenge-session.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';
import type { SignInState } from './sign-in-state.js';
import { recordFailure } from './failed-sign-in.js';

type Guess = SignInState & { readonly session: ChallengeSession };

/** Counted apart from passwords: a right one comes before every code, and would forget the wrong codes. */
const nameOf = (owner: string) => `${owner}/code`;
const nameOfUser = ({ poolId, sub }: User) => nameOf(`${poolId}/${sub}`);

/**
 * Judges a code somebody gives. After five wrong ones, in one sign-in or several, each further one has to wait as after
 * wrong passwords (developer guide, "Things to know about user pool MFA").
 * @throws NotAuthorizedException during the wait, what `wrong` makes for a wrong code
 */
export async function requireRightCode(
  services: Pick<Services, 'authEvents' | 'challenges' | 'lockout'>,
  attempt: SignInAttempt,
  guess: Guess,
  { isRight, wrong }: { readonly isRight: () => boolean; readonly wrong: () => Error },
): Promise<void> {
  const name = nameOfUser(guess.user);
  services.lockout.requireOpen(name);
  if (isRight()) {
    services.lockout.succeeded(name);
    return;
  }
  services.lockout.failed(name);
  await countWrongProof(services, attempt, guess);
  throw wrong();
}

/** Counts a wrong answer against its session, and keeps it in the user's history. */
export async function countWrongProof(
  services: Pick<Services, 'authEvents' | 'challenges'>,
  { pool }: SignInAttempt,
  { user, progress, session }: Guess,
): Promise<void> {
  await services.challenges.failed(session);
  await recordFailure(services, pool, user, { challenge: 'Mfa', proved: progress.factors });
}

/** Refuses a code of somebody who doesn't exist as it would be refused of anybody else. @throws as requireRightCode */
export async function refuseCode(
  { lockout, challenges }: Pick<Services, 'lockout' | 'challenges'>,
  { pool }: SignInAttempt,
  session: ChallengeSession,
  wrong: () => Error,
): Promise<never> {
  const name = nameOf(`${pool.id}/${canonicalName(pool, session.progress.username)}`);
  lockout.requireOpen(name);
  lockout.failed(name);
  await challenges.failed(session);
  throw wrong();
}
