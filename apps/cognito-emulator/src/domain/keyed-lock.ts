/** Runs work on the same key one after another, in the order it was asked for; other keys don't wait. */
export class KeyedLock {
  /** Who waits for each key that somebody works on. */
  private readonly waiting = new Map<string, (() => void)[]>();

  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    await this.take(key);
    try {
      return await work();
    } finally {
      this.free(key);
    }
  }

  /**
   * In the middle of work on a key: lets others work on it while something else takes its time, then goes on when its
   * turn comes again.
   */
  async aside<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    this.free(key);
    try {
      return await work();
    } finally {
      await this.take(key);
    }
  }

  private take(key: string): Promise<void> {
    const waiting = this.waiting.get(key);
    if (waiting !== undefined) return new Promise((resolve) => waiting.push(resolve));
    this.waiting.set(key, []);
    return Promise.resolve();
  }

  private free(key: string): void {
    const next = this.waiting.get(key)?.shift();
    if (next === undefined) this.waiting.delete(key);
    else next();
  }
}
