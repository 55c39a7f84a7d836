import { type CustomSignIn, requestOf } from './custom-sign-in.js';
import { flag, responseIn } from './response-shape.js';
import { callFunction } from './trigger-call.js';
import type { Triggers } from './triggers.js';

/**
 * Asks the function whether an answer is right (developer guide, "Verify Auth challenge response Lambda trigger").
 * @returns nothing when the pool has no such function
 */
export async function isAnswerCorrect(
  triggers: Triggers,
  signIn: CustomSignIn,
  asked: {
    readonly privateChallengeParameters: Readonly<Record<string, string>>;
    readonly challengeAnswer: string;
  },
): Promise<boolean | undefined> {
  const called = await callFunction(triggers, 'VerifyAuthChallengeResponse', signIn.occasion, {
    ...requestOf(signIn, asked),
    response: { answerCorrect: null },
  });
  return called && flag(responseIn(called.event).answerCorrect);
}
