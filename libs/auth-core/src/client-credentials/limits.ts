/** Bounds of a token source. All may be set; these hold unless they are. */
export interface ClientCredentialsLimits {
  /** A token is renewed at a random moment between these shares of its life, so that replicas don't ask together. */
  readonly renewFromShare: number;
  readonly renewUntilShare: number;
  /** A token serves until this much before it expires, or until the last tenth of a shorter life. */
  readonly expiryMarginSeconds: number;
  /** Longest time one token request may take. */
  readonly requestTimeoutMilliseconds: number;
  /** Once an attempt has failed, a caller waits no longer than this for the next one. */
  readonly failingWaitMilliseconds: number;
  /** After a failure no attempt is made for so long, twice as long after each further one. */
  readonly firstCoolDownMilliseconds: number;
  readonly longestCoolDownMilliseconds: number;
  /** A `Retry-After` beyond this counts as this. */
  readonly longestRetryAfterSeconds: number;
  /** Token requests that may start within any second. Cognito takes 150 from a whole account. */
  readonly requestsPerSecond: number;
  /** Longest time a token request waits for its turn. */
  readonly rateWaitMilliseconds: number;
  /** A token refused again within this time is not given up again. */
  readonly forgetCoolDownSeconds: number;
  /** Scope sets whose tokens are kept. */
  readonly scopeSets: number;
  /** Largest answer. */
  readonly answerBytes: number;
}

export const clientCredentialsLimits: ClientCredentialsLimits = {
  renewFromShare: 0.7,
  renewUntilShare: 0.85,
  expiryMarginSeconds: 30,
  requestTimeoutMilliseconds: 5_000,
  failingWaitMilliseconds: 1_000,
  firstCoolDownMilliseconds: 500,
  longestCoolDownMilliseconds: 30_000,
  longestRetryAfterSeconds: 300,
  requestsPerSecond: 10,
  rateWaitMilliseconds: 2_000,
  forgetCoolDownSeconds: 10,
  scopeSets: 100,
  answerBytes: 65_536,
};

/** Cognito's quota on machine tokens, for all clients of an account in a Region; it can't be raised. */
const cognitoRequestsPerSecond = 150;

/**
 * The given limits, and the usual ones for the others.
 *
 * @throws RangeError for a limit that makes no sense
 */
export function completeLimits(given: Partial<ClientCredentialsLimits>): ClientCredentialsLimits {
  const limits = { ...clientCredentialsLimits, ...given };
  const { requestsPerSecond, renewFromShare, renewUntilShare, scopeSets } = limits;
  if (Object.values(limits).some((limit) => !(Number.isFinite(limit) && limit >= 0))) {
    throw new RangeError('a limit is a number of at least 0');
  }
  if (!isWhole(requestsPerSecond, cognitoRequestsPerSecond)) {
    throw new RangeError(`requestsPerSecond is from 1 to ${cognitoRequestsPerSecond}`);
  }
  if (!isWhole(scopeSets, 10_000)) throw new RangeError('scopeSets is from 1 to 10000');
  if (renewFromShare > renewUntilShare || renewUntilShare > 0.9) {
    throw new RangeError('a token is renewed before the last tenth of its life');
  }
  return limits;
}

function isWhole(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}
