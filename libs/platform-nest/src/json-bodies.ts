import { DomainError } from '@gatehouse/platform-core';
import { parseStrictJson, StrictJsonError, type StrictJsonReason } from '@gatehouse/strict-json';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** A body is not JSON with one meaning. */
class InvalidBodyError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_request';
}

const details: Readonly<Record<StrictJsonReason, string>> = {
  not_utf8: 'The body is not valid UTF-8.',
  byte_order_mark: 'The body begins with a byte order mark. Send JSON without one.',
  not_json: 'The body is not valid JSON.',
  duplicate_member:
    'An object in the body has two members of the same name. Send each member once.',
  forbidden_member: 'The body has a member whose name is not accepted.',
  lone_surrogate: 'A string in the body has half of a surrogate pair, which is not a character.',
  too_deep: 'The body is nested too deeply.',
};

/**
 * Makes JSON the only type of body that the server reads; any other is 415. Fastify's own parsers replace malformed UTF-8
 * silently and keep the last of two members of one name.
 *
 * @param maxDepth the deepest nesting of objects and arrays, in levels
 */
export function acceptOnlyStrictJson(adapter: FastifyAdapter, maxDepth: number): void {
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (_request, body, done) => {
      try {
        done(null, parseStrictJson(body, { maxDepth }));
      } catch (error) {
        done(error instanceof StrictJsonError ? invalidBody(error) : (error as Error));
      }
    },
  );
}

function invalidBody({ reason }: StrictJsonError): InvalidBodyError {
  return new InvalidBodyError(details[reason]);
}
