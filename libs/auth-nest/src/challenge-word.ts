/** A scope-token of RFC 6749 §3.3. Every value of a list in a challenge has this form, `acr_values` too (RFC 9470 §3). */
const word = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/** Whether a challenge can name this scope or level: printable ASCII without space, quote and backslash. */
export function isChallengeWord(value: unknown): value is string {
  return typeof value === 'string' && word.test(value);
}
