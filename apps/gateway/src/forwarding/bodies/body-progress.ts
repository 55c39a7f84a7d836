import { type CallerLeftError, ForwardingError } from '../forwarding-error.js';
import { bodyCheckMilliseconds, type BodyLimits } from './body-limits.js';

/** A body that is still arriving. */
export interface ArrivingBody {
  /** Bytes so far. */
  readonly received: number;
  /** Whether it is read whole first, so that the deadline applies. */
  readonly isBuffered: boolean;
  /** Whether the gateway itself does not read at the moment, because the upstream is slower than the caller. */
  readonly isPaused: boolean;
  fail(error: ForwardingError | CallerLeftError): void;
}

/** Fails bodies that arrive too slowly. One timer for all of them, which runs while there are any. */
export class BodyProgress {
  /** For how long each body has been read, in milliseconds. */
  private readonly elapsed = new Map<ArrivingBody, number>();
  private timer: NodeJS.Timeout | undefined;
  private checkedAt = 0;

  constructor(
    private readonly limits: Pick<
      BodyLimits,
      'timeoutMilliseconds' | 'minBytesPerSecond' | 'graceMilliseconds'
    >,
  ) {}

  watch(body: ArrivingBody): void {
    this.elapsed.set(body, 0);
    if (this.timer) return;
    this.checkedAt = performance.now();
    this.timer = setInterval(() => this.check(), bodyCheckMilliseconds).unref();
  }

  unwatch(body: ArrivingBody): void {
    this.elapsed.delete(body);
    if (this.elapsed.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private check(): void {
    const now = performance.now();
    // A process that stood still has not read either, so the time does not count against the caller.
    const passed = Math.min(now - this.checkedAt, 2 * bodyCheckMilliseconds);
    this.checkedAt = now;
    for (const [body, before] of this.elapsed) {
      if (body.isPaused) continue;
      const elapsed = before + passed;
      this.elapsed.set(body, elapsed);
      if (this.isTooSlow(body, elapsed)) body.fail(new ForwardingError('body_timeout'));
    }
  }

  private isTooSlow({ received, isBuffered }: ArrivingBody, elapsed: number): boolean {
    if (isBuffered && elapsed >= this.limits.timeoutMilliseconds) return true;
    const seconds = (elapsed - this.limits.graceMilliseconds) / 1000;
    return seconds > 0 && received < seconds * this.limits.minBytesPerSecond;
  }
}
