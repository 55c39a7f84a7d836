import type { User } from '../user/user.js';
import { responseIn } from './response-shape.js';
import { callFunction, type Occasion, subjectOf } from './trigger-call.js';
import type { Triggers } from './triggers.js';

/**
 * Tells the function that a user is confirmed, or has a new password (developer guide, "Post confirmation Lambda
 * trigger"). It has happened by then: a function that fails makes the answer an error and undoes nothing.
 */
export async function postConfirmation(
  triggers: Triggers,
  occasion: Occasion,
  source: 'ConfirmSignUp' | 'ConfirmForgotPassword',
  user: User,
): Promise<void> {
  const subject = subjectOf(occasion.pool, user);
  const called = await callFunction(triggers, 'PostConfirmation', occasion, { source, subject });
  if (called !== undefined) responseIn(called.event);
}
