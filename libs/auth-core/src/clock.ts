/** The one source of the present, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the epoch, like `Date.now()`. */
  nowMilliseconds(): number;
}

export const systemClock: Clock = { nowMilliseconds: () => Date.now() };
