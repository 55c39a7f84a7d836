import type { Clock } from '@gatehouse/auth-core';

/** So long a session counts as recorded: what a row says of its last activity is exact to this. */
const recentMilliseconds = 3_600_000;
/** More are not remembered; the oldest is forgotten, which costs one more write when it is active again. */
const mostSessions = 20_000;

/** The sessions that this process has recorded lately, so that not every request writes. */
export class RecentSessions {
  /** When each was recorded, the oldest first. */
  private readonly recordedAt = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  has(key: string): boolean {
    const at = this.recordedAt.get(key);
    return at !== undefined && this.clock.nowMilliseconds() - at < recentMilliseconds;
  }

  add(key: string): void {
    this.recordedAt.delete(key);
    const [oldest] = this.recordedAt.keys();
    if (oldest !== undefined && this.recordedAt.size >= mostSessions) {
      this.recordedAt.delete(oldest);
    }
    this.recordedAt.set(key, this.clock.nowMilliseconds());
  }
}
