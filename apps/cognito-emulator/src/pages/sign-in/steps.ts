import { type ChallengeStep, newFlow } from '../../domain/authorization/page-flow.js';
import { challengeSessions } from '../../domain/user/challenge-session.js';
import type { Factor } from '../../domain/user/factor.js';
import type { User } from '../../domain/user/user.js';
import { isPageSignInEnd, pageSignIn } from '../../oauth/page-sign-in.js';
import { answerChallenge } from '../../operations/sign-in/answer-challenge.js';
import type { AuthFlow, SignInAttempt } from '../../operations/sign-in/auth-flow.js';
import { beforeSignIn } from '../../operations/sign-in/before-sign-in.js';
import { proceed } from '../../operations/sign-in/proceed.js';
import { requireUsable } from '../../operations/sign-in/usable-user.js';
import type { Services } from '../../operations/services.js';
import { thenParameter } from '../passkeys/then.js';
import { isOf } from '../faults.js';
import { markup } from '../../markup/markup.js';
import { type Move, move, type View, view, type Visit } from '../page.js';

/** The page that asks for the answer to each challenge. */
const pageOfChallenge: Readonly<Record<string, string>> = {
  SELECT_CHALLENGE: '/login/factor',
  PASSWORD: '/login/password',
  WEB_AUTHN: '/login/passkey',
  EMAIL_OTP: '/mfa',
  SMS_OTP: '/mfa',
  SMS_MFA: '/mfa',
  SOFTWARE_TOKEN_MFA: '/mfa',
  SELECT_MFA_TYPE: '/mfa/choose',
  MFA_SETUP: '/mfa/setup',
  NEW_PASSWORD_REQUIRED: '/newPassword',
};

/** What a step of a sign-in answers when it isn't the last. */
interface Asked {
  readonly ChallengeName: string;
  readonly Session: string;
  readonly ChallengeParameters: Readonly<Record<string, string>>;
  readonly AvailableChallenges?: readonly string[];
}

/** Begins a sign-in by one of the API's flows; managed login needs none of them switched on for the client. */
export async function beginSignIn(
  visit: Visit,
  flow: AuthFlow,
  username: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Move> {
  const { services, authorization, request } = visit;
  const attempt = pageSignIn(services, authorization, request, {
    USERNAME: username,
    ...parameters,
  });
  await beforeSignIn(services, attempt, flow);
  return next(visit, username, await begun(services, attempt, flow));
}

/**
 * Begins towards the level that the app asks for. Before users have proved who they are, nobody learns what they can
 * reach: whoever can't is asked as if for none, and the app is told at the end.
 */
async function begun(services: Services, attempt: SignInAttempt, flow: AuthFlow): Promise<object> {
  const { TARGET_ACR_VALUES: target, ...parameters } = attempt.parameters;
  try {
    return await flow.run(services, attempt);
  } catch (error) {
    if (target === undefined || !isOf(error, 'InvalidParameterException')) throw error;
    return flow.run(services, { ...attempt, parameters });
  }
}

/** Answers what a sign-in was asked. */
export async function answerStep(
  visit: Visit,
  { username, session, challenge }: ChallengeStep,
  answers: Readonly<Record<string, string>>,
): Promise<Move> {
  const { services, authorization, request } = visit;
  const parameters = { USERNAME: username, ...answers };
  const attempt = { ...pageSignIn(services, authorization, request, parameters), session };
  return next(visit, username, await answerChallenge(services, attempt, challenge));
}

/** Signs in somebody who has just proved who they are in another way, such as by the code of a sign-up. */
export async function signInProved(
  visit: Visit,
  { user, username }: { readonly user: User; readonly username: string },
  factor: Factor,
): Promise<Move> {
  const { services, authorization, request } = visit;
  const attempt = pageSignIn(services, authorization, request, { USERNAME: username });
  const source = 'TokenGeneration_Authentication';
  const answer = await services.users.exclusively(user, (fresh) => {
    requireUsable(services, fresh);
    return proceed(services, attempt, {
      user: fresh,
      progress: { username, factors: [factor], source },
    });
  });
  return next(visit, username, answer);
}

/** Where a visitor goes after a step: to the page that asks what comes next, or back to the app. */
function next(visit: Visit, username: string, answer: object): Move {
  if (isPageSignInEnd(answer)) {
    const location = visit.isForPasskey
      ? visit.to('/passkeys/add', { [thenParameter]: '' })
      : answer.location;
    return move(location, { flow: null, cookies: [answer.cookie], isSignedIn: true });
  }
  const asked = answer as Asked;
  const step: ChallengeStep = {
    kind: 'challenge',
    username,
    challenge: asked.ChallengeName,
    session: asked.Session,
    parameters: asked.ChallengeParameters,
    available: (asked.AvailableChallenges ?? []).filter((name) => name !== 'PASSWORD_SRP'),
  };
  return moveTo(visit, step);
}

/** Takes a visitor to the page of a step. */
export const moveTo = (visit: Visit, step: ChallengeStep): Move =>
  move(visit.to(pageOf(step)), { flow: newFlow(visit.services.clock, visit.client, step) });

function pageOf({ challenge, available }: ChallengeStep): string {
  const [only, ...more] = available;
  if (challenge === 'SELECT_CHALLENGE' && only === 'PASSWORD' && more.length === 0)
    return '/login/password';
  return pageOfChallenge[challenge] ?? '/login';
}

/** The step a visitor is at, when it is one of those; nothing at another page's step, and at none. */
export function stepOf(visit: Visit, ...challenges: readonly string[]): ChallengeStep | undefined {
  const step = visit.flow?.step;
  return step?.kind === 'challenge' && challenges.includes(step.challenge) ? step : undefined;
}

/** Where a visitor belongs who isn't at the step of a page. */
export function whereTheyBelong(visit: Visit): Move {
  const step = visit.flow?.step;
  return move(visit.to(step?.kind === 'challenge' ? pageOf(step) : '/login'));
}

/**
 * Runs an answer to a step. A refusal that ends the sign-in leads to its beginning; after any other the page asks again.
 * @throws ServiceError, FormRefusal
 */
export async function answering(
  visit: Visit,
  { session }: ChallengeStep,
  work: () => Promise<Move>,
): Promise<Move | View> {
  try {
    return await work();
  } catch (error) {
    if (!isOf(error, 'NotAuthorizedException') && !isOf(error, 'CodeMismatchException'))
      throw error;
    const kept = visit.services.store.get(challengeSessions, session);
    if (kept !== undefined && kept.expiresAt > visit.services.clock.nowMilliseconds()) throw error;
    return startAgain(visit, 'You entered too many wrong answers, or it took too long.');
  }
}

/** Ends what the visitor was in the middle of. */
export const startAgain = (visit: Visit, text: string): View =>
  view({
    status: 400,
    title: 'Please sign in again',
    intro: markup`<p role="alert">${text}</p>`,
    outro: markup`<p><a href="${visit.to('/login')}">Back to sign-in</a></p>`,
    endsFlow: true,
  });
