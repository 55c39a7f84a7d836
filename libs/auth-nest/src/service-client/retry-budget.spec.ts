import { FakeClock } from '@gatehouse/test-kit';
import { RetryBudget } from './retry-budget.js';

describe('RetryBudget', () => {
  it('gives a share of the calls of the window, and no less than the least', () => {
    const clock = new FakeClock();
    const budget = new RetryBudget({ share: 0.2, least: 2, windowSeconds: 10 }, () =>
      clock.nowMilliseconds(),
    );
    const take = () => Array.from({ length: 10 }, () => budget.take()).filter(Boolean).length;
    expect(take()).toBe(2);
    for (let call = 0; call < 20; call += 1) budget.called();
    expect(take()).toBe(2);
    clock.advanceSeconds(9);
    expect(take()).toBe(0);
    for (let call = 0; call < 20; call += 1) budget.called();
    clock.advanceSeconds(1);
    expect(take()).toBe(4);
    clock.advanceSeconds(3600);
    expect(take()).toBe(2);
  });
});
