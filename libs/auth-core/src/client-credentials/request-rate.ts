import type { Clock } from '../clock.js';
import { TokenUnavailableError } from './token-unavailable.error.js';

/** A tenth over a second, as requests set out and arrive some moments after their turn. */
const windowMilliseconds = 1_100;

/**
 * Lets no more token requests start within any second than it is told. Those beyond wait for their turn, in the
 * order they came, and so many at most as get it within the longest wait.
 */
export class RequestRate {
  /** When the last requests started, as many as may start in a second; `oldest` is where the next is written. */
  private readonly starts: number[];
  private oldest = 0;
  private waiting = 0;
  private turns: Promise<void> = Promise.resolve();

  constructor(
    private readonly requestsPerSecond: number,
    private readonly longestWaitMilliseconds: number,
    private readonly clock: Clock,
  ) {
    this.starts = new Array<number>(requestsPerSecond).fill(-Infinity);
  }

  /**
   * Resolves when a request may start.
   *
   * @throws TokenUnavailableError `rate_limited` when too many wait already
   */
  async turn(): Promise<void> {
    const longestQueue = (this.requestsPerSecond * this.longestWaitMilliseconds) / 1000;
    if (this.waiting > longestQueue) {
      const detail = `more than ${this.requestsPerSecond} token requests a second`;
      throw new TokenUnavailableError('rate_limited', detail, 1);
    }
    this.waiting += 1;
    this.turns = this.turns.then(() => this.next());
    await this.turns;
  }

  /** The time is taken when a request really starts: a timer that fires late must not crowd the next ones. */
  private async next(): Promise<void> {
    for (let wait = this.wait(); wait > 0; wait = this.wait()) await pause(wait);
    this.starts[this.oldest] = this.clock.nowMilliseconds();
    this.oldest = (this.oldest + 1) % this.requestsPerSecond;
    this.waiting -= 1;
  }

  private wait(): number {
    const now = this.clock.nowMilliseconds();
    const start = this.starts[this.oldest] ?? -Infinity;
    // The clock was set back: what it said before means nothing now.
    if (start > now) this.starts.fill(now);
    return Math.min(start, now) + windowMilliseconds - now;
  }
}

/** Doesn't keep the process from ending. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
