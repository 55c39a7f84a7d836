import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';

/** One value of ChallengeName: what a sign-in may have to answer before it gets tokens. */
export interface Challenge {
  readonly name: string;
  /**
   * @param sessionId the `Session` the challenge came with
   * @returns either tokens or the next challenge, as RespondToAuthChallenge answers.
   */
  answer(services: Services, attempt: SignInAttempt, sessionId: string): Promise<object>;
}
