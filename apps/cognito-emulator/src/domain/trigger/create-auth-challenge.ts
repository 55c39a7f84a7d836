import type { ChallengeResult } from './challenge-result.js';
import { type CustomSignIn, requestOf } from './custom-sign-in.js';
import { responseIn, textOrNothing, textPairs } from './response-shape.js';
import { callFunction } from './trigger-call.js';
import type { Triggers } from './triggers.js';

/** A question made by a function. */
export interface CreatedChallenge {
  /** What the app is told. */
  readonly publicParameters: Readonly<Record<string, string>>;
  /** What only the function that judges the answer is told. */
  readonly privateParameters: Readonly<Record<string, string>>;
  readonly metadata: string | null;
}

/** Asks the function for a question (developer guide, "Create Auth challenge Lambda trigger"). */
export async function createdChallenge(
  triggers: Triggers,
  signIn: CustomSignIn,
  session: readonly ChallengeResult[],
): Promise<CreatedChallenge | undefined> {
  const called = await callFunction(triggers, 'CreateAuthChallenge', signIn.occasion, {
    ...requestOf(signIn, { challengeName: 'CUSTOM_CHALLENGE', session }),
    response: {
      publicChallengeParameters: null,
      privateChallengeParameters: null,
      challengeMetadata: null,
    },
  });
  if (called === undefined) return undefined;
  const response = responseIn(called.event);
  return {
    publicParameters: textPairs(response.publicChallengeParameters),
    privateParameters: textPairs(response.privateChallengeParameters),
    metadata: textOrNothing(response.challengeMetadata) ?? null,
  };
}
