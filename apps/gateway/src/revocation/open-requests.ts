import type { Principal, Revocations } from '@gatehouse/auth-core';

/** A request that is being forwarded, with whom it is for and a way to end it. */
interface OpenRequest {
  readonly principal: Principal;
  readonly end: () => void;
}

/**
 * The requests being forwarded for verified callers. An answer may go on for hours, longer than the session it was
 * begun in: when that is revoked, the answer ends.
 */
export class OpenRequests {
  private readonly requests = new Set<OpenRequest>();

  /** @returns what to call when the request is over */
  add(principal: Principal, end: () => void): () => void {
    const request = { principal, end };
    this.requests.add(request);
    return () => this.requests.delete(request);
  }

  endRevoked(revocations: Revocations): void {
    for (const request of this.requests) {
      if (!revocations.isRevoked(request.principal)) continue;
      this.requests.delete(request);
      request.end();
    }
  }
}
