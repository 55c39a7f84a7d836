/** Where the test kit takes the present from; the whole set can run on one clock. */
export interface Clock {
  /** Milliseconds since the epoch, like `Date.now()`. */
  nowMilliseconds(): number;
}

export const realClock: Clock = { nowMilliseconds: () => Date.now() };

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  constructor(private milliseconds = Date.now()) {}

  nowMilliseconds(): number {
    return this.milliseconds;
  }

  advanceSeconds(seconds: number): void {
    this.milliseconds += seconds * 1000;
  }
}

/** A NumericDate (RFC 7519 §2): whole seconds since the epoch. */
export function secondsOf(clock: Clock): number {
  return Math.floor(clock.nowMilliseconds() / 1000);
}
