import { Faults } from './faults.js';

const none = { dark: null, jwks: null, throttle: false, operations: {} };

describe('Faults', () => {
  let faults: Faults;
  beforeEach(() => {
    faults = new Faults();
  });

  const met = async (...names: string[]) => {
    const outcomes = [];
    for (const name of names) outcomes.push(await faults.meet(name));
    return outcomes;
  };

  it('throttle as many requests as asked for', async () => {
    faults.set({ throttle: 2 });
    expect(await met('SignUp', 'token', 'SignUp')).toEqual(['throttle', 'throttle', undefined]);
    expect(faults.current).toEqual(none);
  });

  it('throttle every request until they are cleared', async () => {
    expect(await met('SignUp')).toEqual([undefined]);
    faults.set({ throttle: true });
    expect(await met('SignUp', 'GetUser', '')).toEqual(['throttle', 'throttle', 'throttle']);
    faults.clear();
    expect(await met('SignUp')).toEqual([undefined]);
  });

  it('keep what a change leaves out', () => {
    faults.set({ dark: 'drop', jwks: 'unavailable' });
    faults.set({ throttle: 1, operations: { SignUp: { error: 1 } } });
    faults.set({ operations: { GetUser: { throttle: true } } });
    const operations = { SignUp: { error: 1 }, GetUser: { throttle: true } };
    expect(faults.current).toEqual({ dark: 'drop', jwks: 'unavailable', throttle: 1, operations });
    faults.set({ dark: null, operations: { SignUp: null } });
    expect(faults.current).toMatchObject({ dark: null, throttle: 1 });
    expect(faults.current.operations).toEqual({ GetUser: { throttle: true } });
    faults.set({ operations: null });
    expect(faults.current.operations).toEqual({});
  });

  it('count down for one operation and leave the others', async () => {
    faults.set({ operations: { SignUp: { throttle: 1, error: 2 } } });
    expect(await met('GetUser', 'SignUp', 'SignUp', 'SignUp', 'SignUp')).toEqual([
      undefined,
      'throttle',
      'error',
      'error',
      undefined,
    ]);
    expect(faults.current).toEqual(none);
  });

  it('take one count a request: the operation’s own before those of all, and those before the general one', async () => {
    faults.set({
      throttle: 1,
      operations: { '*': { error: 1 }, SignUp: { throttle: 1 } },
    });
    expect(await met('SignUp', 'SignUp', 'SignUp', 'SignUp')).toEqual([
      'throttle',
      'error',
      'throttle',
      undefined,
    ]);
  });

  it('refuse after the wait, by what is in force then', async () => {
    faults.set({ operations: { '*': { slowMilliseconds: 10 }, GetUser: { slowMilliseconds: 1 } } });
    const startedAt = performance.now();
    const waiting = faults.meet('SignUp');
    faults.set({ operations: { SignUp: { error: 1 } } });
    expect(await waiting).toBe('error');
    // A timer may come a fraction of a millisecond early.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(9);
  });
});
