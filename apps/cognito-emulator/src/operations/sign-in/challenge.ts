import type { Message } from '../../domain/messages.js';
import type { Change } from '../../domain/store.js';
import type { ChallengeSession } from '../../domain/user/challenge-session.js';
import type { SignInAttempt } from './auth-flow.js';
import type { SignInState } from './sign-in-state.js';
import type { SignInServices } from './sign-in-services.js';

/** A question to the user, before it has a session. */
export interface NewChallenge {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What to remember until the answer comes. */
  readonly state?: unknown;
  /** The message with a code, which belongs to asking. */
  readonly message?: Message;
  readonly availableChallenges?: readonly string[];
}

/** What came of a right answer: a user who has proved more, and perhaps has changed. */
export interface ChallengeOutcome extends SignInState {
  /** What else is to be kept along with the step. */
  readonly changes?: readonly Change[];
  /** The question that follows from the answer; without one the sign-in goes through its steps. */
  readonly next?: NewChallenge | undefined;
}

/** One value of ChallengeName that is answered within a session. */
export interface Challenge {
  readonly name: string;
  /**
   * Judges an answer. The session is known to be good, the user to be its own and enabled; nobody else changes the user
   * meanwhile.
   * @throws ServiceError for a wrong answer; a guess is counted with `services.challenges.failed`.
   */
  answer(
    services: SignInServices,
    attempt: SignInAttempt,
    ongoing: SignInState & { readonly session: ChallengeSession },
  ): ChallengeOutcome | Promise<ChallengeOutcome>;
  /**
   * Takes an answer while an app is not to learn that there is no such user, and goes on as for anybody; without it any
   * answer is refused.
   */
  respondForUnknownUser?(
    services: SignInServices,
    attempt: SignInAttempt,
    session: ChallengeSession,
  ): Promise<object>;
  /** Finds the session of an answer that may come with another session, or with none. */
  sessionOf?(services: SignInServices, attempt: SignInAttempt): string | undefined;
}

/** A value of ChallengeName whose answer brings along all that is needed, and works without a session. */
export interface SelfContainedChallenge {
  readonly name: string;
  /** @returns either tokens or the next challenge, as RespondToAuthChallenge answers. */
  answerAlone(
    services: SignInServices,
    attempt: SignInAttempt,
    sessionId: string | undefined,
  ): Promise<object>;
}
