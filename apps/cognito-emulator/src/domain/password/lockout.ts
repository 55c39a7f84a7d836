import type { Clock } from '@gatehouse/platform-core';
import { forgetOldest } from '../attempts.js';
import { notAuthorized } from '../errors.js';

const freeFailures = 5;
const longestWaitSeconds = 15 * 60;
/** Not a setting: the oldest names are forgotten, so that callers cannot fill the memory. */
const mostTrackedNames = 10_000;

interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

/**
 * Slows down guessing: after five wrong passwords each further try has to wait 2^(n-5) seconds, 15 minutes at most;
 * tries during the wait don't count, success or 15 quiet minutes forget all (developer guide, "Authentication").
 */
export class Lockout {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /** @throws NotAuthorizedException while the name has to wait. */
  requireOpen(name: string): void {
    const known = this.recent(name);
    if (known === undefined || known.count < freeFailures) return;
    const waitSeconds = Math.min(2 ** (known.count - freeFailures), longestWaitSeconds);
    if (this.clock.nowMilliseconds() < known.lastAt + waitSeconds * 1_000)
      throw notAuthorized('Password attempts exceeded');
  }

  failed(name: string): void {
    const count = (this.recent(name)?.count ?? 0) + 1;
    this.failures.delete(name);
    this.failures.set(name, { count, lastAt: this.clock.nowMilliseconds() });
    forgetOldest(this.failures, mostTrackedNames);
  }

  succeeded(name: string): void {
    this.failures.delete(name);
  }

  forgetAll(): void {
    this.failures.clear();
  }

  private recent(name: string): Failures | undefined {
    const known = this.failures.get(name);
    if (known === undefined) return undefined;
    const quiet = this.clock.nowMilliseconds() - known.lastAt;
    return quiet > longestWaitSeconds * 1_000 ? undefined : known;
  }
}
