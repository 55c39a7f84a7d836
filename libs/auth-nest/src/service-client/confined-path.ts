/** `pchar` of RFC 3986 §3.3 without what is judged on its own: dots at the ends of a segment, and escapes. */
const plain = /^(?:\/[\w~!$&'()*+,;=:@-]+)+$/;
const segmentPattern = /^(?:[\w.~!$&'()*+,;=:@-]|%[\da-f]{2})+$/i;
/** Escaped slashes and dots, which some servers read as the characters themselves, and control characters. */
const ambiguousEscape = /%(?:2e|2f|5c|[01][\da-f]|7f)/i;

/**
 * The path as it is, when it stays under the base URL however it is read: no other host, no `.` or `..`, no empty
 * segment, no query.
 *
 * @throws TypeError, without the path
 */
export function confinedPath(path: string): string {
  if (plain.test(path) || path === '/') return path;
  const [before, ...segments] = path.split('/');
  if (before !== '' || segments.length === 0 || !segments.every(isConfined)) {
    throw new TypeError('a path is "/" and segments that stay under the base URL');
  }
  return path;
}

function isConfined(segment: string): boolean {
  return (
    segmentPattern.test(segment) &&
    !ambiguousEscape.test(segment) &&
    segment !== '.' &&
    segment !== '..'
  );
}
