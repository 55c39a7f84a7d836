import type { User } from '../user/user.js';
import { responseIn } from './response-shape.js';
import { callFunction, type Occasion, subjectOf } from './trigger-call.js';
import type { Triggers } from './triggers.js';

/**
 * Tells the function that a user has proved everything and is about to get tokens (developer guide, "Post authentication
 * Lambda trigger").
 * @param newDeviceUsed whether the pool remembers devices, and this one isn't among them
 */
export async function postAuthentication(
  triggers: Triggers,
  occasion: Occasion,
  user: User,
  newDeviceUsed: boolean,
): Promise<void> {
  const called = await callFunction(triggers, 'PostAuthentication', occasion, {
    source: 'Authentication',
    subject: subjectOf(occasion.pool, user),
    request: { newDeviceUsed },
  });
  if (called !== undefined) responseIn(called.event);
}
