import { incorrectUsernameOrPassword } from '../../../domain/errors.js';
import { isAnswerCorrect } from '../../../domain/trigger/verify-auth-challenge-response.js';
import type { ChallengeSession } from '../../../domain/user/challenge-session.js';
import { type SignInProgress, withResult } from '../../../domain/user/sign-in-progress.js';
import type { User } from '../../../domain/user/user.js';
import type { Services } from '../../services.js';
import { requiredParameter, type SignInAttempt } from '../auth-flow.js';
import { withUserLockReleased } from '../user-lock-released.js';
import type { Challenge, NewChallenge } from '../challenge.js';
import {
  courseOf,
  type CustomChallengeState,
  customSignIn,
  notConfigured,
} from './custom-course.js';
import { srpExchange } from './srp-exchange.js';

const name = 'CUSTOM_CHALLENGE';

/**
 * Takes the answer to a question that a function has made; another judges it. A session is used up by its first answer,
 * right or wrong: what a wrong one leads to is for the functions to say, which count as they like.
 */
export const customChallenge: Challenge = {
  name,
  async answer(services, attempt, { user, progress, session }) {
    const judge = await beginJudging(services, attempt, session, user);
    const { result, user: fresh } = await withUserLockReleased(
      services,
      attempt.pool,
      { user, progress },
      judge,
    );
    return { user: fresh, progress: result };
  },
  async respondForUnknownUser(services, attempt, session) {
    const judge = await beginJudging(services, attempt, session, undefined);
    return challengeUnknownUser(services, attempt, await judge());
  },
};

/** Uses the session up. @returns what judges the answer, and gives the progress with the result. */
async function beginJudging(
  services: Pick<Services, 'challenges' | 'store' | 'triggers'>,
  attempt: SignInAttempt,
  session: ChallengeSession,
  user: User | undefined,
): Promise<() => Promise<SignInProgress>> {
  const challengeAnswer = requiredParameter(attempt, 'ANSWER');
  await services.store.commit([services.challenges.end(session)]);
  const { privateParameters, metadata } = session.state as CustomChallengeState;
  const { progress } = session;
  return async () => {
    const signIn = customSignIn(attempt, user, progress);
    const asked = { privateChallengeParameters: privateParameters, challengeAnswer };
    const isRight = await isAnswerCorrect(services.triggers, signIn, asked);
    if (isRight === undefined) throw notConfigured();
    return withResult(progress, name, { isRight, metadata });
  };
}

/**
 * Leads somebody who doesn't exist through a custom sign-in as functions would lead a user, for an app that isn't to
 * learn the difference; there are no tokens at its end.
 */
export async function challengeUnknownUser(
  services: Pick<Services, 'challenges' | 'clock' | 'keys' | 'secretBlocks' | 'store' | 'triggers'>,
  attempt: SignInAttempt,
  progress: SignInProgress,
): Promise<object> {
  const course = await courseOf(services, attempt, undefined, progress);
  if (course.move === 'issueTokens') throw incorrectUsernameOrPassword();
  const question =
    course.question ?? (await passwordOfUnknownUser(services, attempt, progress, course));
  const asked = { sub: undefined, challenge: question.name, progress, state: question.state };
  const { session, changes } = services.challenges.start(attempt.client, asked);
  await services.store.commit(changes);
  return {
    ChallengeName: question.name,
    Session: session.id,
    ChallengeParameters: question.parameters,
  };
}

function passwordOfUnknownUser(
  services: Pick<Services, 'clock' | 'keys' | 'secretBlocks'>,
  attempt: SignInAttempt,
  progress: SignInProgress,
  { challengeName }: { readonly challengeName: string },
): Promise<NewChallenge> {
  if (challengeName !== 'PASSWORD_VERIFIER') throw incorrectUsernameOrPassword();
  return srpExchange(services, attempt, undefined, progress);
}
