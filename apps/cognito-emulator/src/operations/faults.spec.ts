import { Faults } from './faults.js';

describe('Faults', () => {
  it('throttle as many requests as asked for', () => {
    const faults = new Faults();
    faults.set({ throttle: 2 });
    expect([1, 2, 3].map(() => faults.takesThrottled())).toEqual([true, true, false]);
    expect(faults.current).toEqual({ dark: null, throttle: false });
  });

  it('throttle every request until they are cleared', () => {
    const faults = new Faults();
    expect(faults.takesThrottled()).toBe(false);
    faults.set({ throttle: true });
    expect([1, 2, 3].map(() => faults.takesThrottled())).toEqual([true, true, true]);
    faults.clear();
    expect(faults.takesThrottled()).toBe(false);
  });

  it('keep what a change leaves out', () => {
    const faults = new Faults();
    faults.set({ dark: 'drop' });
    faults.set({ throttle: 1 });
    expect(faults.current).toEqual({ dark: 'drop', throttle: 1 });
    faults.set({ dark: null });
    expect(faults.current).toEqual({ dark: null, throttle: 1 });
  });
});
