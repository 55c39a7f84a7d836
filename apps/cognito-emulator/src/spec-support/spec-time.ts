/** When specs with a clock of their own begin, in milliseconds since the epoch: the same time on every run. */
export const specTime = Date.UTC(2026, 0, 15, 12, 0, 0);
