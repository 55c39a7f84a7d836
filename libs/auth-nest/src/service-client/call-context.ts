import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../authenticated-request.js';

/** What of a request goes on to other services with the calls made for it. */
export interface CallContext {
  /** Sent as `x-request-id`. */
  readonly requestId?: string;
  /** The proof of the caller this service received. */
  readonly txnToken?: string;
  /** W3C Trace Context and Baggage. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly baggage?: string;
}

/**
 * The context of a request. Trace headers go on unchanged, as those of a service that records no span do (W3C Trace
 * Context §3.4); a `traceparent` that can't be read is dropped, and its `tracestate` with it.
 */
export function callContextOf(request: AuthenticatedRequest): CallContext {
  const { headers, id: requestId, txnToken } = request;
  const traceparent = matching(headers.traceparent, traceparentPattern);
  return {
    requestId: typeof requestId === 'string' ? requestId : undefined,
    txnToken,
    traceparent,
    tracestate: traceparent && matching(headers.tracestate, tracestatePattern),
    baggage: matching(headers.baggage, baggagePattern),
  };
}

/** The context of the present request. */
export const CurrentCallContext = createParamDecorator(
  (_data: unknown, context: ExecutionContext): CallContext =>
    callContextOf(context.switchToHttp().getRequest<AuthenticatedRequest>()),
);

/** W3C Trace Context §3.2.2; a later version may have more behind the flags. */
const traceparentPattern =
  /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-[\x21-\x7e]{1,64})?$/;
/** The lengths to pass on at least (Trace Context §3.3.1.5, Baggage §3.3.2) are the most passed on here. */
const tracestatePattern = /^[\t\x20-\x7e]{1,512}$/;
const baggagePattern = /^[\t\x20-\x7e]{1,8192}$/;

function matching(value: string | string[] | undefined, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
