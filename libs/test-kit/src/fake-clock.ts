/** A clock that stands still until it is moved. */
export class FakeClock {
  constructor(private milliseconds = Date.now()) {}

  nowMilliseconds(): number {
    return this.milliseconds;
  }

  advanceSeconds(seconds: number): void {
    this.milliseconds += seconds * 1000;
  }
}
