export interface RetryBudgetBounds {
  /** Retries as a share of calls. */
  readonly share: number;
  /** Retries a window has in any case. */
  readonly least: number;
  readonly windowSeconds: number;
}

/** Allows retries up to a share of the calls of a sliding window. */
export class RetryBudget {
  private readonly calls: number[];
  private readonly retries: number[];
  private callsInAll = 0;
  private retriesInAll = 0;
  private second = 0;

  /** @param nowMilliseconds a clock that never goes back */
  constructor(
    private readonly bounds: RetryBudgetBounds,
    private readonly nowMilliseconds: () => number,
  ) {
    this.calls = new Array<number>(Math.max(1, Math.ceil(bounds.windowSeconds))).fill(0);
    this.retries = [...this.calls];
  }

  /** Counts a call. */
  called(): void {
    const slot = this.slot();
    this.calls[slot] = (this.calls[slot] ?? 0) + 1;
    this.callsInAll += 1;
  }

  /** Takes a retry out of the budget, when there is one. */
  take(): boolean {
    const slot = this.slot();
    const { share, least } = this.bounds;
    if (this.retriesInAll >= Math.max(least, Math.floor(this.callsInAll * share))) return false;
    this.retries[slot] = (this.retries[slot] ?? 0) + 1;
    this.retriesInAll += 1;
    return true;
  }

  /** The slot of the present second, after those of seconds gone by were emptied. */
  private slot(): number {
    const second = Math.floor(this.nowMilliseconds() / 1000);
    const { length } = this.calls;
    if (second !== this.second) {
      for (let gone = Math.min(length, second - this.second); gone > 0; gone -= 1) {
        this.empty((second - gone + 1) % length);
      }
      this.second = second;
    }
    return second % length;
  }

  private empty(slot: number): void {
    this.callsInAll -= this.calls[slot] ?? 0;
    this.retriesInAll -= this.retries[slot] ?? 0;
    this.calls[slot] = 0;
    this.retries[slot] = 0;
  }
}
