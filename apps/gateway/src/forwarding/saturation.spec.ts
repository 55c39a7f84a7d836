import { createLogger } from '@gatehouse/platform-core';
import { FakeClock } from '@gatehouse/test-kit';
import { Saturation } from './saturation.js';

function saturation() {
  const clock = new FakeClock();
  const logger = createLogger('gateway', 'silent');
  const lines: object[] = [];
  logger.warn = (fields: object) => void lines.push(fields);
  const limits = { shownMilliseconds: 15_000, logIntervalMilliseconds: 5_000 };
  return { clock, lines, tested: new Saturation('order-service', logger, limits, clock) };
}

describe('Saturation', () => {
  it('writes one line in 5 s, with the number of requests it stands for', () => {
    const { clock, lines, tested } = saturation();
    for (let count = 0; count < 3; count += 1) tested.record('upstream_busy', { active: 128 });
    clock.advanceSeconds(5);
    tested.record('caller_busy', { active: 127 });
    const common = { event: 'forwarding.saturated', resource: 'order-service' };
    expect(lines).toEqual([
      { ...common, reason: 'upstream_busy', requests: 1, active: 128 },
      { ...common, reason: 'caller_busy', requests: 3, active: 127 },
    ]);
    expect(tested.rejected).toEqual({ upstream_busy: 3, caller_busy: 1 });
  });

  it('names its cause for 15 s', () => {
    const { clock, tested } = saturation();
    expect(tested.cause).toBeUndefined();
    tested.record('too_many_streams', {});
    clock.advanceSeconds(14);
    expect(tested.cause).toBe('too_many_streams');
    clock.advanceSeconds(1);
    expect(tested.cause).toBeUndefined();
  });

  it('names no cause for what says nothing about the load', () => {
    const { lines, tested } = saturation();
    tested.count('body_timeout');
    expect([tested.cause, lines, tested.rejected]).toEqual([undefined, [], { body_timeout: 1 }]);
  });
});
