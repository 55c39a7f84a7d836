import { fields } from '@gatehouse/platform-core';

/** The usual limits of a source of machine tokens. This library knows no such source, so that an app states them. */
interface UsualLimits {
  readonly requestTimeoutMilliseconds: number;
  readonly requestsPerSecond: number;
  readonly rateWaitMilliseconds: number;
  readonly failingWaitMilliseconds: number;
  readonly firstCoolDownMilliseconds: number;
  readonly longestCoolDownMilliseconds: number;
  readonly longestRetryAfterSeconds: number;
}

/** What Cognito accepts from a whole account in a second (developer guide, "Quotas"). */
const cognitoRequestsPerSecond = 150;

/** The settings of an app with a machine client of its own, read by `machineTokenLimitsOf`. */
export const machineTokenSettings = (usual: UsualLimits) => ({
  MACHINE_TOKEN_TIMEOUT_MILLISECONDS: fields
    .milliseconds(usual.requestTimeoutMilliseconds, { min: 100 })
    .describe("The longest time of a request for the app's own token."),
  MACHINE_TOKEN_REQUESTS_PER_SECOND: fields
    .count(usual.requestsPerSecond, { max: cognitoRequestsPerSecond })
    .describe('The most such requests that start in a second.'),
  MACHINE_TOKEN_RATE_WAIT_MILLISECONDS: fields
    .milliseconds(usual.rateWaitMilliseconds, { min: 0 })
    .describe('The longest wait of such a request for its turn.'),
  MACHINE_TOKEN_FAILING_WAIT_MILLISECONDS: fields
    .milliseconds(usual.failingWaitMilliseconds, { min: 0 })
    .describe('The longest wait of a caller for the next request, once one has failed.'),
  MACHINE_TOKEN_FIRST_PAUSE_MILLISECONDS: fields
    .milliseconds(usual.firstCoolDownMilliseconds, { min: 10 })
    .describe('The pause after a failed request, twice as long after each further one.'),
  MACHINE_TOKEN_LONGEST_PAUSE_MILLISECONDS: fields
    .milliseconds(usual.longestCoolDownMilliseconds, { min: 10, max: 600_000 })
    .describe('The longest such pause.'),
  MACHINE_TOKEN_RETRY_AFTER_SECONDS: fields
    .seconds(usual.longestRetryAfterSeconds)
    .describe("The longest `Retry-After` of Cognito's that counts."),
});

type MachineTokenConfig = Readonly<Record<keyof ReturnType<typeof machineTokenSettings>, number>>;

/** The `limits` of a source of machine tokens. */
export function machineTokenLimitsOf(config: MachineTokenConfig): UsualLimits {
  return {
    requestTimeoutMilliseconds: config.MACHINE_TOKEN_TIMEOUT_MILLISECONDS,
    requestsPerSecond: config.MACHINE_TOKEN_REQUESTS_PER_SECOND,
    rateWaitMilliseconds: config.MACHINE_TOKEN_RATE_WAIT_MILLISECONDS,
    failingWaitMilliseconds: config.MACHINE_TOKEN_FAILING_WAIT_MILLISECONDS,
    firstCoolDownMilliseconds: config.MACHINE_TOKEN_FIRST_PAUSE_MILLISECONDS,
    longestCoolDownMilliseconds: config.MACHINE_TOKEN_LONGEST_PAUSE_MILLISECONDS,
    longestRetryAfterSeconds: config.MACHINE_TOKEN_RETRY_AFTER_SECONDS,
  };
}
