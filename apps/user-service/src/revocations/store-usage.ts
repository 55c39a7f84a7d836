import type { Clock } from '@gatehouse/auth-core';
import type { StoreRoom } from './revocations.repository.js';

/**
 * How many ended sessions a user has as entries of their own; further ones collapse into one entry. Not a setting, nor is
 * the next one: that one user cannot fill the lists is promised (docs/decisions/0012).
 */
export const maxSessionsOfUser = 8;

/** The same while the store is more than half full. */
const maxSessionsUnderPressure = 1;

/** Left free for what other user-services store between two counts. Not a setting: gateways reject what exceeds their capacity. */
const reservedShare = 0.01;

export interface StoreUsageOptions {
  /** What every gateway can hold. */
  readonly capacity: number;
  /** Rows are counted again after so long; in between, each process knows only its own additions. */
  readonly recountMilliseconds: number;
}

/** Watches how full the store is, without a count for each sign-out. */
export class StoreUsage {
  /** Whether the last look at the store found it full. */
  isFull = false;
  private used = 0;
  private countedAt = -Infinity;
  private counting: Promise<void> | undefined;

  /**
   * @param count counts the revocations in force, no further than the limit it is given
   */
  constructor(
    private readonly count: (limit: number) => Promise<number>,
    private readonly clock: Clock,
    private readonly options: StoreUsageOptions,
  ) {}

  /** @throws DatabaseUnavailableError when a count is due and impossible */
  async room(): Promise<StoreRoom> {
    const { capacity, recountMilliseconds } = this.options;
    if (this.clock.nowMilliseconds() - this.countedAt >= recountMilliseconds) await this.recount();
    const isHalfFull = this.used * 2 >= capacity;
    this.isFull = this.used >= Math.floor(capacity * (1 - reservedShare));
    // In a full store, a user with entries collapses them, which needs no room.
    const maxSessions = isHalfFull ? maxSessionsUnderPressure : maxSessionsOfUser;
    return { maxSessions: this.isFull ? 0 : maxSessions, hasRoom: !this.isFull };
  }

  /** Takes note of rows that were added (or removed, below zero). */
  add(rows: number): void {
    this.used += rows;
  }

  private recount(): Promise<void> {
    this.counting ??= this.count(this.options.capacity)
      .then((count) => {
        this.used = count;
        this.countedAt = this.clock.nowMilliseconds();
      })
      .finally(() => (this.counting = undefined));
    return this.counting;
  }
}
