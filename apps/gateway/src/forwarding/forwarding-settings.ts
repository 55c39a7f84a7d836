import { fields } from '@gatehouse/platform-core';
import type { z } from 'zod';
import type { BodyLimits } from './bodies/body-limits.js';
import type { ResponseLimits } from './response/response-relay.js';
import type { SaturationLimits } from './saturation.js';
import type { RetryLimits } from './upstreams/upstream.js';
import type { FairQueueLimits } from './upstreams/fair-queue.js';
import type { StreamLimits } from './upstreams/stream-slots.js';

/** The settings of forwarding: bodies, connections, queues, streams and their timeouts. */
export const forwardingSettings = {
  UPSTREAM_TIMEOUT_SECONDS: fields
    .seconds(15, { min: 1, max: 300 })
    .describe('An upstream that has sent nothing for so long is given up.'),
  UPSTREAM_CONNECT_TIMEOUT_SECONDS: fields
    .seconds(5, { min: 1, max: 60 })
    .describe('The longest time to connect to an upstream.'),
  UPSTREAM_RETRIES: fields
    .count(2, { min: 0, max: 10 })
    .describe(
      'How often a safe request without a body is sent again at most, when its connection was lost before the response.',
    ),
  UPSTREAM_RETRY_PAUSE_MILLISECONDS: fields
    .milliseconds(50, { max: 5_000 })
    .describe('The pause before the first retry; each further one is longer by as much.'),
  BODY_LIMIT_BYTES: fields
    .bytes(262_144)
    .describe('The largest body that is forwarded. Services have a limit of their own.'),
  BODY_BUFFER_BYTES: fields
    .bytes(65_536)
    .describe('A body up to this size is read whole before it takes an upstream connection.'),
  BODY_MEMORY_BYTES: fields
    .bytes(67_108_864, { max: 68_719_476_736 })
    .describe('The memory for the bodies of all requests together.'),
  BODY_TIMEOUT_SECONDS: fields
    .seconds(10, { min: 1, max: 300 })
    .describe('The longest time until a body that is read whole has arrived.'),
  BODY_MIN_BYTES_PER_SECOND: fields
    .bytes(1_024)
    .describe('A body that arrives more slowly is rejected.'),
  BODY_GRACE_SECONDS: fields
    .seconds(2, { max: 60 })
    .describe(
      'The rate of a body counts only after so long: a caller may need a round trip first.',
    ),
  INCOMPLETE_BODIES_PER_ADDRESS: fields
    .count(128)
    .describe('The most incomplete bodies of one address (of a /64 network in IPv6).'),
  UPSTREAM_CONNECTIONS: fields
    .count(128)
    .describe('The most short requests in progress at each upstream.'),
  UPSTREAM_CONNECTIONS_PER_CALLER: fields
    .count(64)
    .describe('Of these, the most of one caller: a verified one, or an address on public routes.'),
  UPSTREAM_CONNECTIONS_ANONYMOUS: fields.count(96).describe('Of these, the most on public routes.'),
  UPSTREAM_QUEUE: fields
    .count(4_096)
    .describe('The most requests that wait for a connection of each upstream.'),
  UPSTREAM_QUEUE_PER_CALLER: fields.count(1_024).describe('Of these, the most of one caller.'),
  UPSTREAM_QUEUE_TIMEOUT_SECONDS: fields
    .seconds(5, { min: 1, max: 60 })
    .describe('The longest wait for a connection; then the response is 503.'),
  UPSTREAM_STREAM_AFTER_MILLISECONDS: fields
    .milliseconds(1_000, { min: 10 })
    .describe('A response in progress for so long after its head counts as a stream.'),
  UPSTREAM_STREAMS: fields
    .count(512)
    .describe('The most streams at each upstream: event streams, long uploads and long responses.'),
  UPSTREAM_STREAMS_PER_CALLER: fields.count(32).describe('Of these, the most of one caller.'),
  UPSTREAM_STREAMS_ANONYMOUS: fields.count(384).describe('Of these, the most on public routes.'),
  CALLER_READ_TIMEOUT_SECONDS: fields
    .seconds(30, { min: 1, max: 3_600 })
    .describe('A caller that reads nothing of its response for so long is disconnected.'),
  SATURATION_SHOWN_SECONDS: fields
    .seconds(15, { min: 1, max: 3_600 })
    .describe(
      'How long readiness shows that a limit was reached. More than the interval of its probe.',
    ),
  SATURATION_LOG_INTERVAL_SECONDS: fields
    .seconds(5, { min: 1, max: 3_600 })
    .describe('The log has at most one line in this time for each limit that is reached.'),
};

type ForwardingConfig = z.output<z.ZodObject<typeof forwardingSettings>>;

export function bodyLimits(config: ForwardingConfig): BodyLimits {
  return {
    maxBytes: config.BODY_LIMIT_BYTES,
    wholeBytes: config.BODY_BUFFER_BYTES,
    memoryBytes: config.BODY_MEMORY_BYTES,
    timeoutMilliseconds: config.BODY_TIMEOUT_SECONDS * 1000,
    minBytesPerSecond: config.BODY_MIN_BYTES_PER_SECOND,
    graceMilliseconds: config.BODY_GRACE_SECONDS * 1000,
    incompletePerAddress: config.INCOMPLETE_BODIES_PER_ADDRESS,
  };
}

export function queueLimits(config: ForwardingConfig): FairQueueLimits {
  return {
    active: config.UPSTREAM_CONNECTIONS,
    activePerCaller: config.UPSTREAM_CONNECTIONS_PER_CALLER,
    activeAnonymous: config.UPSTREAM_CONNECTIONS_ANONYMOUS,
    waiting: config.UPSTREAM_QUEUE,
    waitingPerCaller: config.UPSTREAM_QUEUE_PER_CALLER,
    waitMilliseconds: config.UPSTREAM_QUEUE_TIMEOUT_SECONDS * 1000,
  };
}

export function streamLimits(config: ForwardingConfig): StreamLimits {
  return {
    open: config.UPSTREAM_STREAMS,
    openPerCaller: config.UPSTREAM_STREAMS_PER_CALLER,
    openAnonymous: config.UPSTREAM_STREAMS_ANONYMOUS,
  };
}

export function retryLimits(config: ForwardingConfig): RetryLimits {
  return {
    retries: config.UPSTREAM_RETRIES,
    pauseMilliseconds: config.UPSTREAM_RETRY_PAUSE_MILLISECONDS,
  };
}

export function responseLimits(config: ForwardingConfig): ResponseLimits {
  return {
    streamAfterMilliseconds: config.UPSTREAM_STREAM_AFTER_MILLISECONDS,
    readTimeoutMilliseconds: config.CALLER_READ_TIMEOUT_SECONDS * 1000,
  };
}

export function saturationLimits(config: ForwardingConfig): SaturationLimits {
  return {
    shownMilliseconds: config.SATURATION_SHOWN_SECONDS * 1000,
    logIntervalMilliseconds: config.SATURATION_LOG_INTERVAL_SECONDS * 1000,
  };
}
