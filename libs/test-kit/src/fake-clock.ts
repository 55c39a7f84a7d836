/** The source of the present for the test kit; all its parts can run on one clock. */
export type Clock = Pick<FakeClock, 'nowMilliseconds'>;

export const realClock: Clock = { nowMilliseconds: () => Date.now() };

/** A clock that stands still until it is moved. */
export class FakeClock {
  constructor(private milliseconds = Date.now()) {}

  /** Milliseconds since the epoch, like `Date.now()`. */
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
