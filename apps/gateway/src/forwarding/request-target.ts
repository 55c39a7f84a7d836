import type { FastifyRequest } from 'fastify';
import { canonicalPath } from './canonical-path.js';

interface CheckedRequest extends FastifyRequest {
  checkedTarget?: string;
}

/** Checks a request target before any route is chosen. @returns whether it may be forwarded */
export function checkTarget(request: FastifyRequest): boolean {
  const target = request.raw.url ?? '';
  if (!isPlainTarget(target)) return false;
  (request as CheckedRequest).checkedTarget = target;
  return true;
}

/** The target of a request, byte for byte. @throws Error when it was not checked */
export function targetOf(request: FastifyRequest): string {
  const { checkedTarget } = request as CheckedRequest;
  if (checkedTarget === undefined) throw new Error('the request target was not checked');
  return checkedTarget;
}

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
