import type { Clock } from '@gatehouse/platform-core';
import { limitExceeded } from './errors.js';

/** Not a setting: the oldest names are forgotten, so that callers cannot fill the memory. */
const mostTrackedNames = 10_000;

interface Window {
  readonly startedAt: number;
  readonly taken: number;
}

/** How often one user may do one thing (Cognito's per-user rates, developer guide "Quotas"). */
export class Attempts {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly clock: Clock) {}

  /**
   * Takes one attempt from the hour's allowance of a name.
   * @throws LimitExceededException when it is used up.
   */
  take(what: string, name: string, mostPerHour: number): void {
    const key = `${what}/${name}`;
    const now = this.clock.nowMilliseconds();
    const last = this.windows.get(key);
    const window =
      last === undefined || now - last.startedAt >= 3_600_000 ? { startedAt: now, taken: 0 } : last;
    if (window.taken >= mostPerHour) throw limitExceeded();
    this.windows.delete(key);
    this.windows.set(key, { ...window, taken: window.taken + 1 });
    forgetOldest(this.windows, mostTrackedNames);
  }

  /** Gives everyone their allowances back. */
  forgetAll(): void {
    this.windows.clear();
  }
}

/** Drops entries, least recently set first, until no more than the given number is left. */
export function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
