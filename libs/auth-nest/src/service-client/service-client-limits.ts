/** Bounds of a service client. All may be set; these hold unless they are. */
export interface ServiceClientLimits {
  /** Connections kept to the upstream; a call beyond waits for one. */
  readonly connections: number;
  /** Calls under way at once; one more is refused. */
  readonly concurrentCalls: number;
  /** Longest time until a connection is there. */
  readonly connectTimeoutMilliseconds: number;
  /** Longest time until the head of an answer is there. undici counts this and the next in steps of half a second. */
  readonly headersTimeoutMilliseconds: number;
  /** Longest silence within an answer's body. */
  readonly bodyTimeoutMilliseconds: number;
  /** Longest time a call takes in all, token, retries and pauses included. */
  readonly deadlineMilliseconds: number;
  /** Largest body of an answer. */
  readonly answerBytes: number;
  /** Times a call is sent again at most. */
  readonly retries: number;
  /** Retries are at most this share of the calls of the window, so that they can't drown a weak upstream. */
  readonly retryBudgetShare: number;
  /** Retries a window has in any case. */
  readonly retryBudgetLeast: number;
  /** How far back that is reckoned. */
  readonly retryBudgetWindowSeconds: number;
  /** The pause before a retry is random, up to this, then twice this, up to the longest. */
  readonly firstRetryPauseMilliseconds: number;
  readonly longestRetryPauseMilliseconds: number;
  /** The circuit opens when more than this share of the last calls failed; 1 means never. */
  readonly breakerFailureShare: number;
  /** How many calls back that is reckoned, and from how many on. */
  readonly breakerCalls: number;
  readonly breakerLeastCalls: number;
  /** An open circuit lets one call try so long after it opened. */
  readonly breakerOpenMilliseconds: number;
}

export const serviceClientLimits: ServiceClientLimits = {
  connections: 64,
  concurrentCalls: 1_000,
  connectTimeoutMilliseconds: 1_000,
  headersTimeoutMilliseconds: 2_000,
  bodyTimeoutMilliseconds: 2_000,
  deadlineMilliseconds: 5_000,
  answerBytes: 1_048_576,
  retries: 2,
  retryBudgetShare: 0.2,
  retryBudgetLeast: 3,
  retryBudgetWindowSeconds: 10,
  firstRetryPauseMilliseconds: 50,
  longestRetryPauseMilliseconds: 1_000,
  breakerFailureShare: 0.5,
  breakerCalls: 20,
  breakerLeastCalls: 10,
  breakerOpenMilliseconds: 5_000,
};

/**
 * The given limits, and the usual ones for the others.
 *
 * @throws RangeError for a limit that makes no sense
 */
export function completeLimits(given: Partial<ServiceClientLimits>): ServiceClientLimits {
  const limits = { ...serviceClientLimits, ...given };
  if (Object.values(limits).some((limit) => !(Number.isFinite(limit) && limit >= 0))) {
    throw new RangeError('a limit is a number of at least 0');
  }
  return limits;
}
