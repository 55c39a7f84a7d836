import { FakeClock } from '@gatehouse/test-kit';
import { specTime } from '../../spec-support/spec-time.js';
import { Lockout } from './lockout.js';

describe('the lockout', () => {
  const clock = new FakeClock(specTime);
  const lockout = new Lockout(clock);
  beforeEach(() => lockout.forgetAll());

  const fail = (times: number) => {
    for (let time = 0; time < times; time += 1) lockout.failed('ann');
  };
  const isOpen = () => {
    try {
      lockout.requireOpen('ann');
      return true;
    } catch {
      return false;
    }
  };

  it('begins with the fifth wrong password, for that name alone', () => {
    fail(4);
    expect(isOpen()).toBe(true);
    fail(1);
    expect(isOpen()).toBe(false);
    expect(() => lockout.requireOpen('bob')).not.toThrow();
  });

  it.each([
    [5, 1],
    [6, 2],
    [9, 16],
    [14, 512],
    [15, 900],
    [40, 900],
  ])('makes wait after %d of them, %d seconds', (failures, seconds) => {
    fail(failures);
    clock.advanceSeconds(seconds - 1);
    expect(isOpen()).toBe(false);
    clock.advanceSeconds(1);
    expect(isOpen()).toBe(true);
  });
});
