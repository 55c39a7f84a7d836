/** How long those who come while someone waits to be alone are held back. */
const patienceMilliseconds = 2_000;

/**
 * Lets any number work at once, and now and then something happen while none of them does. Work that is under way is
 * waited for; new work is held back meanwhile, but not for ever: work under way may be waiting for it.
 */
export class SharedLock {
  private working = 0;
  private readonly alone: (() => void)[] = [];
  private readonly heldBack: (() => void)[] = [];

  async shared<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    if (this.alone.length > 0) await this.turn();
    this.working += 1;
    try {
      return await work();
    } finally {
      this.working -= 1;
      this.runAlone();
    }
  }

  /** Runs work that is done when it returns, at a moment when no shared work is under way. */
  exclusive<Result>(work: () => Result): Promise<Result> {
    return new Promise<Result>((resolve) => {
      this.alone.push(() => resolve(new Promise<Result>((done) => done(work()))));
      this.runAlone();
    });
  }

  private turn(): Promise<void> {
    return new Promise((resolve) => {
      this.heldBack.push(resolve);
      setTimeout(resolve, patienceMilliseconds).unref();
    });
  }

  private runAlone(): void {
    if (this.working > 0) return;
    for (const run of this.alone.splice(0)) run();
    for (const goOn of this.heldBack.splice(0)) goOn();
  }
}
