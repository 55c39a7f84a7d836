import { canonicalPath } from './canonical-path.js';

/** Whether the gateway takes a request target: a path in its one spelling and a query that no server reads otherwise. */
export function isPlainTarget(requestTarget: string): boolean {
  const start = requestTarget.indexOf('?');
  const query = start < 0 ? '' : requestTarget.slice(start + 1);
  return plainQuery.test(query) && canonicalPath(requestTarget) !== undefined;
}

/**
 * A query goes on as it was sent, so it holds what every server passes on unchanged: visible ASCII. A `#` would end
 * it for one server and not for another.
 */
const plainQuery = /^[!-"$-~]*$/;
