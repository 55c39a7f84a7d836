import { Logger } from '@nestjs/common';
import {
  BrokenCircuitError,
  circuitBreaker,
  CountBreaker,
  handleWhenResult,
  type IPolicy,
  noop,
} from 'cockatiel';
import type { Outcome } from './exchange.js';
import type { ServiceClientLimits } from './service-client-limits.js';

const faults = new Set<Outcome['fault']>(['unreachable', 'timeout']);

/** The upstream failed, and not the one call. Being asked for fewer calls (429) is no failure. */
export function isFailure({ fault, status }: Outcome): boolean {
  return fault === undefined ? status >= 500 : faults.has(fault);
}

/** Stops calls to an upstream that fails, so that they fail at once and it can recover. */
export class Circuit {
  private readonly breaker: IPolicy;

  constructor(service: string, limits: ServiceClientLimits) {
    this.breaker = limits.breakerFailureShare < 1 ? breakerOf(service, limits) : noop;
  }

  /** What the attempt gives; undefined when the circuit is open and none was made. */
  async through(attempt: () => Promise<Outcome>): Promise<Outcome | undefined> {
    try {
      return await this.breaker.execute(attempt);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return undefined;
      throw error;
    }
  }
}

function breakerOf(service: string, limits: ServiceClientLimits): IPolicy {
  const breaker = circuitBreaker(
    handleWhenResult((outcome) => isFailure(outcome as Outcome)),
    {
      halfOpenAfter: limits.breakerOpenMilliseconds,
      breaker: new CountBreaker({
        threshold: limits.breakerFailureShare,
        size: limits.breakerCalls,
        minimumNumberOfCalls: limits.breakerLeastCalls,
      }),
    },
  );
  const logger = new Logger('service-client');
  breaker.onBreak(() => logger.warn({ msg: 'circuit opened', service }));
  breaker.onReset(() => logger.warn({ msg: 'circuit closed', service }));
  return breaker;
}
