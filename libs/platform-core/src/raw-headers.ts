/**
 * How often a header field occurs in a request. Node joins some of several fields of one name in `headers` and drops others
 * silently, so only the raw headers show an ambiguous request.
 *
 * @param rawHeaders the names and values in turn, as in `rawHeaders` of Node's `IncomingMessage`
 */
export function countHeader(rawHeaders: readonly string[], lowerCaseName: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName) count += 1;
  }
  return count;
}
