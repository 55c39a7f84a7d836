/** How large a request may be and how long it may take. */
export interface ServerLimits {
  /** Request line and header fields together. */
  readonly headBytes: number;
  readonly headerFields: number;
  /** Longest time until the head is complete. */
  readonly headMilliseconds: number;
  /** The same for the whole request. */
  readonly requestMilliseconds: number;
  /** A connection without a request is closed after so long. */
  readonly idleMilliseconds: number;
  /** How long requests in progress may take once the server closes. */
  readonly closingMilliseconds: number;
}

export const serverLimits: ServerLimits = {
  headBytes: 16_384,
  headerFields: 100,
  headMilliseconds: 10_000,
  requestMilliseconds: 30_000,
  idleMilliseconds: 65_000,
  closingMilliseconds: 2_000,
};
