import type { MessageKind } from '../messages.js';
import type { User } from '../user/user.js';
import { responseIn, textOrNothing } from './response-shape.js';
import { callFunction, type Occasion, subjectOf } from './trigger-call.js';
import type { Triggers } from './triggers.js';

/** What functions write where the code, the link and the name go. */
export const codeParameter = '{####}';
export const usernameParameter = '{username}';
const linkParameter = '{##Click Here##}';

/** What a function words: each absent where it leaves the pool's own words. */
export interface CustomWords {
  readonly smsMessage?: string | undefined;
  readonly emailMessage?: string | undefined;
  readonly emailSubject?: string | undefined;
}

/**
 * Asks the function for the words of a message (developer guide, "Custom message Lambda trigger"). It isn't told the
 * code, only what stands for it.
 */
export async function customWords(
  triggers: Triggers,
  occasion: Occasion,
  kind: MessageKind,
  user: User,
): Promise<CustomWords> {
  const called = await callFunction(triggers, 'CustomMessage', occasion, {
    source: kind,
    subject: subjectOf(occasion.pool, user),
    request: {
      codeParameter,
      linkParameter,
      usernameParameter: kind === 'AdminCreateUser' ? usernameParameter : null,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  if (called === undefined) return {};
  const response = responseIn(called.event);
  return {
    smsMessage: textOrNothing(response.smsMessage),
    emailMessage: textOrNothing(response.emailMessage),
    emailSubject: textOrNothing(response.emailSubject),
  };
}
