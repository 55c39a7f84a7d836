import type { ServerResponse } from 'node:http';

/**
 * Less than the second within which a session's end takes effect everywhere. Not a setting: that second is promised.
 */
const graceMilliseconds = 900;

/**
 * Ends an answer whose session was revoked: one that has begun, now; one that hasn't, unless it is over in a moment. The
 * request was let in while the session held, so that what it did may as well be told.
 */
export function endAnswer(answer: ServerResponse): void {
  if (answer.headersSent) {
    answer.destroy();
    return;
  }
  const timer = setTimeout(() => answer.destroy(), graceMilliseconds);
  answer.once('close', () => clearTimeout(timer));
}
