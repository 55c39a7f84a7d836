import type { Clock } from '@gatehouse/platform-core';

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  private now = Date.UTC(2026, 0, 15, 12, 0, 0);

  nowMilliseconds(): number {
    return this.now;
  }

  advanceSeconds(seconds: number): void {
    this.now += seconds * 1_000;
  }
}
