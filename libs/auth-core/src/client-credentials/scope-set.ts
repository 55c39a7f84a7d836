/** At least one scope: where none is asked for, Cognito grants every scope of the client. */
export type Scopes = readonly [string, ...string[]];

/** `scope-token` of RFC 6749 §3.3. */
const scopePattern = /^[\x21\x23-\x5b\x5d-\x7e]{1,512}$/;

/**
 * The scopes as one string (RFC 6749 §3.3), sorted and each once, so that sets that mean the same are the same.
 *
 * @throws TypeError when there is none, or one that can't be a scope
 */
export function scopeSet(scopes: Scopes): string {
  const set = new Set<string>(scopes);
  if (set.size === 0) throw new TypeError('name at least one scope');
  if (![...set].every((scope) => scopePattern.test(scope))) {
    throw new TypeError('a scope is a word of printable ASCII without quote and backslash');
  }
  return [...set].sort().join(' ');
}
