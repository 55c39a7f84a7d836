import { FakeClock } from '@gatehouse/test-kit';
import { systemClock } from '../clock.js';
import { RequestRate } from './request-rate.js';

describe('RequestRate', () => {
  it('never lets more start within any second than the set rate', async () => {
    const rate = new RequestRate(20, 5_000, systemClock);
    const starts: number[] = [];
    const turns = Array.from({ length: 50 }, () =>
      rate.turn().then(() => starts.push(systemClock.nowMilliseconds())),
    );
    await Promise.all(turns);
    for (const [index, start] of starts.entries()) {
      const later = starts[index + 20];
      if (later !== undefined) expect(later - start).toBeGreaterThanOrEqual(1000);
    }
    expect(starts.at(-1)! - starts[0]!).toBeLessThan(4_000);
  });

  it('refuses those that would wait too long, at once', async () => {
    const rate = new RequestRate(10, 100, systemClock);
    const turns = await Promise.allSettled(Array.from({ length: 30 }, () => rate.turn()));
    const refused = turns.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(18);
    expect(refused[0]).toMatchObject({ reason: { reason: 'rate_limited', retryAfterSeconds: 1 } });
    await expect(rate.turn()).resolves.toBeUndefined();
  });

  it('outlives a clock that is set back', async () => {
    const clock = new FakeClock();
    const rate = new RequestRate(1, 5_000, clock);
    await rate.turn();
    clock.advanceSeconds(-3600);
    const turn = rate.turn();
    await new Promise(setImmediate);
    clock.advanceSeconds(2);
    await expect(turn).resolves.toBeUndefined();
  });
});
