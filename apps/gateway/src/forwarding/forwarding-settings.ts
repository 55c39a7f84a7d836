import type { GatewayConfig } from '../config.js';
import type { BodyLimits } from './bodies/body-limits.js';
import type { FairQueueLimits } from './upstreams/fair-queue.js';
import type { StreamLimits } from './upstreams/stream-slots.js';

export function bodyLimits(config: GatewayConfig): BodyLimits {
  return {
    maxBytes: config.BODY_LIMIT_BYTES,
    wholeBytes: config.BODY_BUFFER_BYTES,
    memoryBytes: config.BODY_MEMORY_BYTES,
    timeoutMilliseconds: config.BODY_TIMEOUT_SECONDS * 1000,
    minBytesPerSecond: config.BODY_MIN_BYTES_PER_SECOND,
    incompletePerAddress: config.INCOMPLETE_BODIES_PER_ADDRESS,
  };
}

export function queueLimits(config: GatewayConfig): FairQueueLimits {
  return {
    active: config.UPSTREAM_CONNECTIONS,
    activePerCaller: config.UPSTREAM_CONNECTIONS_PER_CALLER,
    activeAnonymous: config.UPSTREAM_CONNECTIONS_ANONYMOUS,
    waiting: config.UPSTREAM_QUEUE,
    waitingPerCaller: config.UPSTREAM_QUEUE_PER_CALLER,
    waitMilliseconds: config.UPSTREAM_QUEUE_TIMEOUT_SECONDS * 1000,
  };
}

export function streamLimits(config: GatewayConfig): StreamLimits {
  return {
    open: config.UPSTREAM_STREAMS,
    openPerCaller: config.UPSTREAM_STREAMS_PER_CALLER,
    openAnonymous: config.UPSTREAM_STREAMS_ANONYMOUS,
  };
}
