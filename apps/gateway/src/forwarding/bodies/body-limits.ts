export interface BodyLimits {
  /** Largest body, in bytes. */
  readonly maxBytes: number;
  /** A body up to this size, in bytes, is read whole before it takes an upstream connection. */
  readonly wholeBytes: number;
  /** Memory for the bodies of all requests together, in bytes. */
  readonly memoryBytes: number;
  /** Longest time until a body that is read whole has arrived, in milliseconds. */
  readonly timeoutMilliseconds: number;
  /** A body that arrives more slowly, in bytes a second, is rejected. */
  readonly minBytesPerSecond: number;
  /** Most incomplete bodies of one address. */
  readonly incompletePerAddress: number;
  /** The rate counts from this moment on, in milliseconds: a caller may need a round trip for `100 Continue`. */
  readonly graceMilliseconds: number;
}

/** Interval between two looks at all incomplete bodies. Not a setting: it is the resolution of their time limits. */
export const bodyCheckMilliseconds = 250;
