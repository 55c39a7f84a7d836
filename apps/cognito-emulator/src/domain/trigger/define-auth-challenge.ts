import type { ChallengeResult } from './challenge-result.js';
import { type CustomSignIn, requestOf } from './custom-sign-in.js';
import { flag, responseIn, textOrNothing, unrecognizable } from './response-shape.js';
import { callFunction } from './trigger-call.js';
import type { Triggers } from './triggers.js';

/** What comes next in a custom sign-in. */
export type NextMove =
  | { readonly move: 'issueTokens' }
  | { readonly move: 'fail' }
  | { readonly move: 'ask'; readonly challengeName: string };

/**
 * Asks the function what comes next (developer guide, "Define Auth challenge Lambda trigger"); a pool without one has no
 * custom sign-in.
 */
export async function nextMove(
  triggers: Triggers,
  signIn: CustomSignIn,
  session: readonly ChallengeResult[],
): Promise<NextMove | undefined> {
  const called = await callFunction(triggers, 'DefineAuthChallenge', signIn.occasion, {
    ...requestOf(signIn, { session }),
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  if (called === undefined) return undefined;
  const response = responseIn(called.event);
  const challengeName = textOrNothing(response.challengeName);
  const issues = flag(response.issueTokens);
  if (flag(response.failAuthentication)) return { move: 'fail' };
  if (issues) return { move: 'issueTokens' };
  if (challengeName === undefined || challengeName === '') throw unrecognizable();
  return { move: 'ask', challengeName };
}
