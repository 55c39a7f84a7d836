import { type ServiceClientLimits, serviceClientLimits } from '@gatehouse/auth-nest';
import { fields } from '@gatehouse/platform-core';
import type { OrderServiceConfig } from '../config.js';

/** A caller of order-service waits for user-service too, so that this is less than a client's usual deadline. */
const usual = { ...serviceClientLimits, deadlineMilliseconds: 2_000 };

/** The settings of calls to user-service. */
export const userServiceSettings = {
  USER_SERVICE_URL: fields.httpUrl().describe('The address of user-service.'),
  USER_SERVICE_CONNECTIONS: fields
    .count(usual.connections, { max: 10_000 })
    .describe('The most connections to user-service; a call beyond waits for one.'),
  USER_SERVICE_CONCURRENT_CALLS: fields
    .count(usual.concurrentCalls)
    .describe('The most calls in progress at once; one more fails.'),
  USER_SERVICE_CONNECT_TIMEOUT_MILLISECONDS: fields
    .milliseconds(usual.connectTimeoutMilliseconds, { min: 10 })
    .describe('The longest time to connect to user-service.'),
  USER_SERVICE_HEAD_TIMEOUT_MILLISECONDS: fields
    .milliseconds(usual.headersTimeoutMilliseconds, { min: 10 })
    .describe(
      'The longest time until the head of a response is complete, in steps of half a second.',
    ),
  USER_SERVICE_BODY_TIMEOUT_MILLISECONDS: fields
    .milliseconds(usual.bodyTimeoutMilliseconds, { min: 10 })
    .describe('The longest silence within the body of a response, in steps of half a second.'),
  USER_SERVICE_DEADLINE_MILLISECONDS: fields
    .milliseconds(usual.deadlineMilliseconds, { min: 10 })
    .describe('The longest time of a call in all: token, retries and pauses included.'),
  USER_SERVICE_LIMIT_BYTES: fields
    .bytes(usual.answerBytes, { min: 1_024 })
    .describe('The largest body of a response.'),
  USER_SERVICE_RETRIES: fields
    .count(usual.retries, { min: 0, max: 10 })
    .describe('How often a call is sent again at most.'),
  USER_SERVICE_RETRY_SHARE: fields
    .share(usual.retryBudgetShare)
    .describe('The most retries, as a share of the recent calls.'),
  USER_SERVICE_RETRY_LEAST: fields
    .count(usual.retryBudgetLeast, { min: 0 })
    .describe('The retries that are allowed in any case.'),
  USER_SERVICE_RETRY_WINDOW_SECONDS: fields
    .seconds(usual.retryBudgetWindowSeconds, { min: 1, max: 600 })
    .describe('How long a call counts as recent for the share of retries.'),
  USER_SERVICE_RETRY_PAUSE_MILLISECONDS: fields
    .milliseconds(usual.firstRetryPauseMilliseconds)
    .describe('The longest pause before the first retry, twice as long before each further one.'),
  USER_SERVICE_LONGEST_RETRY_PAUSE_MILLISECONDS: fields
    .milliseconds(usual.longestRetryPauseMilliseconds)
    .describe('The longest pause before any retry.'),
  USER_SERVICE_BREAKER_SHARE: fields
    .share(usual.breakerFailureShare)
    .describe(
      'Calls fail at once when more than this share of the last calls failed; 1 means never.',
    ),
  USER_SERVICE_BREAKER_CALLS: fields
    .count(usual.breakerCalls, { max: 10_000 })
    .describe('How many of the last calls count for this.'),
  USER_SERVICE_BREAKER_LEAST_CALLS: fields
    .count(usual.breakerLeastCalls, { max: 10_000 })
    .describe('With fewer calls than this, none fails at once.'),
  USER_SERVICE_BREAKER_OPEN_MILLISECONDS: fields
    .milliseconds(usual.breakerOpenMilliseconds, { min: 10 })
    .describe('How long calls fail at once before one is tried again.'),
};

export function userServiceLimits(config: OrderServiceConfig): ServiceClientLimits {
  return {
    connections: config.USER_SERVICE_CONNECTIONS,
    concurrentCalls: config.USER_SERVICE_CONCURRENT_CALLS,
    connectTimeoutMilliseconds: config.USER_SERVICE_CONNECT_TIMEOUT_MILLISECONDS,
    headersTimeoutMilliseconds: config.USER_SERVICE_HEAD_TIMEOUT_MILLISECONDS,
    bodyTimeoutMilliseconds: config.USER_SERVICE_BODY_TIMEOUT_MILLISECONDS,
    deadlineMilliseconds: config.USER_SERVICE_DEADLINE_MILLISECONDS,
    answerBytes: config.USER_SERVICE_LIMIT_BYTES,
    retries: config.USER_SERVICE_RETRIES,
    retryBudgetShare: config.USER_SERVICE_RETRY_SHARE,
    retryBudgetLeast: config.USER_SERVICE_RETRY_LEAST,
    retryBudgetWindowSeconds: config.USER_SERVICE_RETRY_WINDOW_SECONDS,
    firstRetryPauseMilliseconds: config.USER_SERVICE_RETRY_PAUSE_MILLISECONDS,
    longestRetryPauseMilliseconds: config.USER_SERVICE_LONGEST_RETRY_PAUSE_MILLISECONDS,
    breakerFailureShare: config.USER_SERVICE_BREAKER_SHARE,
    breakerCalls: config.USER_SERVICE_BREAKER_CALLS,
    breakerLeastCalls: config.USER_SERVICE_BREAKER_LEAST_CALLS,
    breakerOpenMilliseconds: config.USER_SERVICE_BREAKER_OPEN_MILLISECONDS,
  };
}
