import { setTimeout as pause } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { Circuit } from './circuit.js';
import { exchange, type Outcome } from './exchange.js';
import { RetryBudget } from './retry-budget.js';
import { retryAfterSeconds } from './retry-after.js';
import type { ServiceClientLimits } from './service-client-limits.js';
import { ServiceUnavailableError } from './service-errors.js';

/** What one call may do. */
export interface CallTerms {
  /** When its time is over, on the clock of `performance`. */
  readonly deadline: number;
  /** Sending it twice does no more than sending it once. */
  readonly repeatable: boolean;
}

/** Sends a request until it is answered, through the circuit and within the retry budget. */
export class Attempts {
  private readonly circuit: Circuit;
  private readonly budget: RetryBudget;

  constructor(
    private readonly service: string,
    private readonly upstream: Dispatcher,
    private readonly limits: ServiceClientLimits,
  ) {
    const { retryBudgetShare, retryBudgetLeast, retryBudgetWindowSeconds } = limits;
    this.circuit = new Circuit(service, limits);
    this.budget = new RetryBudget(
      { share: retryBudgetShare, least: retryBudgetLeast, windowSeconds: retryBudgetWindowSeconds },
      () => performance.now(),
    );
  }

  /** @throws ServiceUnavailableError `circuit_open` */
  async send(request: Dispatcher.DispatchOptions, terms: CallTerms): Promise<Outcome> {
    this.budget.called();
    for (let retry = 0; ; retry += 1) {
      const outcome = await this.attempt(request, terms.deadline);
      const milliseconds = this.pauseBeforeNext(outcome, retry, terms);
      if (milliseconds === undefined) return outcome;
      await pause(milliseconds);
    }
  }

  private async attempt(request: Dispatcher.DispatchOptions, deadline: number): Promise<Outcome> {
    const bounds = { answerBytes: this.limits.answerBytes, deadline };
    const outcome = await this.circuit.through(() => exchange(this.upstream, request, bounds));
    if (outcome) return outcome;
    const seconds = Math.ceil(this.limits.breakerOpenMilliseconds / 1000);
    throw new ServiceUnavailableError(this.service, 'circuit_open', 'too many failures', seconds);
  }

  /** Random up to a bound that doubles, so that callers don't come back together; undefined for no retry. */
  private pauseBeforeNext(
    outcome: Outcome,
    retry: number,
    { deadline, repeatable }: CallTerms,
  ): number | undefined {
    if (!isPassing(outcome) || retry >= this.limits.retries) return undefined;
    if (!repeatable && !(outcome.fault !== undefined && outcome.unsent)) return undefined;
    const { firstRetryPauseMilliseconds: first, longestRetryPauseMilliseconds: longest } =
      this.limits;
    const jittered = Math.random() * Math.min(longest, first * 2 ** retry);
    const asked = outcome.fault === undefined ? (retryAfterSeconds(outcome.headers) ?? 0) : 0;
    const milliseconds = Math.max(jittered, asked * 1000);
    if (performance.now() + milliseconds >= deadline) return undefined;
    return this.budget.take() ? milliseconds : undefined;
  }
}

const passingStatuses = new Set([429, 502, 503, 504]);

/** Another attempt may go well. */
function isPassing({ fault, status }: Outcome): boolean {
  return fault === undefined
    ? passingStatuses.has(status)
    : fault === 'unreachable' || fault === 'timeout';
}
