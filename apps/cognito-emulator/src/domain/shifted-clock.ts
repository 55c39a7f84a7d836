import type { Clock } from '@gatehouse/platform-core';
import { type Collection, put, remove, type Store } from './store.js';

interface ClockShift {
  readonly offsetMilliseconds: number;
}

const onlyKey = 'offset';

export const clockShifts: Collection<ClockShift> = {
  name: 'clockShifts',
  keyOf: () => onlyKey,
  owners: {},
  indexes: {},
};

/**
 * The emulator's time: another clock's, shifted as far as the store says. The shift is state like any other, as the
 * times in the store only make sense with it.
 */
export class ShiftedClock implements Clock {
  constructor(
    private readonly base: Clock,
    private readonly store: Store,
  ) {}

  nowMilliseconds(): number {
    return this.base.nowMilliseconds() + this.offsetMilliseconds;
  }

  /** How far ahead of the base it is; negative when it is behind. */
  get offsetMilliseconds(): number {
    return this.store.get(clockShifts, onlyKey)?.offsetMilliseconds ?? 0;
  }

  /** Moves on, or back, from where it is. */
  advance(milliseconds: number): Promise<void> {
    return this.shiftTo(this.offsetMilliseconds + milliseconds);
  }

  /** Goes back to the base's time. */
  reset(): Promise<void> {
    return this.shiftTo(0);
  }

  private shiftTo(offsetMilliseconds: number): Promise<void> {
    const shift = { offsetMilliseconds };
    return this.store.commit([
      offsetMilliseconds === 0 ? remove(clockShifts, shift) : put(clockShifts, shift),
    ]);
  }
}
