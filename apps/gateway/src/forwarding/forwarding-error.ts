/** Why the gateway rejects a request that it could otherwise forward. The codes are stable. */
export type RejectionCode =
  | 'body_too_large'
  | 'body_timeout'
  | 'too_many_incomplete_bodies'
  | 'body_memory_exhausted'
  | 'upstream_busy'
  | 'caller_busy'
  | 'too_many_streams'
  | 'caller_too_many_streams';

interface Rejection {
  readonly status: number;
  readonly detail: string;
  /** When another attempt may succeed, in seconds. */
  readonly retryAfterSeconds?: number;
}

/** 429 blames the caller or its address; 503 says that what all callers share is used up. */
const rejections: Readonly<Record<RejectionCode, Rejection>> = {
  body_too_large: { status: 413, detail: 'The request body is larger than the gateway accepts.' },
  body_timeout: { status: 408, detail: 'The request body arrived too slowly.' },
  too_many_incomplete_bodies: {
    status: 429,
    detail: 'Too many incomplete request bodies from this address.',
    retryAfterSeconds: 1,
  },
  body_memory_exhausted: {
    status: 503,
    detail: 'The gateway holds too many request bodies. Try again shortly.',
    retryAfterSeconds: 1,
  },
  upstream_busy: {
    status: 503,
    detail: 'All connections to the service are in use. Try again shortly.',
    retryAfterSeconds: 1,
  },
  caller_busy: {
    status: 429,
    detail: 'Too many of your requests are in progress. Wait for some of them to end.',
    retryAfterSeconds: 1,
  },
  too_many_streams: {
    status: 503,
    detail: 'Too many streams to the service are open. Try again later.',
    retryAfterSeconds: 10,
  },
  caller_too_many_streams: {
    status: 429,
    detail: 'Too many of your streams are open. Close one of them first.',
    retryAfterSeconds: 10,
  },
};

/** The gateway rejects the request; nothing was forwarded, or what was forwarded is aborted. */
export class ForwardingError extends Error {
  override readonly name = 'ForwardingError';
  readonly rejection: Rejection;

  /** For Fastify, which reports an announced body that is too large by this status. */
  readonly statusCode: number;

  constructor(readonly code: RejectionCode) {
    super(code);
    this.rejection = rejections[code];
    this.statusCode = this.rejection.status;
  }
}

/** The upstream cannot be reached, is silent, or does not send a response. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';

  /** @param code Node's, undici's or the gateway's own word for what happened */
  constructor(readonly code: string) {
    super(code);
  }
}

/** The caller closed its connection, so there is nobody to respond to. */
export class CallerLeftError extends Error {
  override readonly name = 'CallerLeftError';
}
