import { waitUntil } from './index.js';

const what = 'the third look';

describe('waitUntil', () => {
  it.each<[string, (looks: number) => unknown]>([
    ['synchronous', (looks) => looks === 3 && 'found'],
    ['asynchronous', (looks) => Promise.resolve(looks === 3 ? 'found' : undefined)],
  ])('returns the first value of a condition that is %s', async (_kind, look) => {
    let looks = 0;
    expect(await waitUntil(() => look((looks += 1)), { what })).toBe('found');
    expect(looks).toBe(3);
  });

  it('returns 0 and an empty string, which are values', async () => {
    expect(await waitUntil(() => 0, { what })).toBe(0);
    expect(await waitUntil(() => '', { what })).toBe('');
  });

  it.each<[string, () => false | Promise<false>]>([
    ['stays false', () => false],
    ['never settles', () => new Promise<false>(() => undefined)],
  ])('rejects with what it waited for when a condition %s', async (_kind, condition) => {
    await expect(waitUntil(condition, { what, withinMilliseconds: 30 })).rejects.toThrow(
      'Timed out after 30 ms waiting for the third look.',
    );
  });

  it('stops looking after the timeout', async () => {
    let looks = 0;
    const look = () => {
      looks += 1;
      return false;
    };
    await expect(waitUntil(look, { what, withinMilliseconds: 30 })).rejects.toThrow(what);
    const looksUntilTimeout = looks;
    // A poll would come within 10 ms.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(looks - looksUntilTimeout).toBeLessThanOrEqual(1);
  });

  it('rejects with the error of the condition', async () => {
    const broken = () => Promise.reject(new Error('broken'));
    await expect(waitUntil(broken, { what })).rejects.toThrow('broken');
  });
});
