import { SortedTexts } from './sorted-texts.js';

describe('SortedTexts', () => {
  const from = (sorted: SortedTexts, prefix: string) => [...sorted.startingWith(prefix)];

  it('finds what a plain search finds, whatever was added and deleted', () => {
    // A small generator of numbers, so that every run is the same.
    let state = 7;
    const next = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % below;
    const known = new Set(Array.from({ length: 3_000 }, () => next(5_000).toString(6)));
    const sorted = new SortedTexts(known);
    for (let step = 0; step < 20_000; step++) {
      const text = next(5_000).toString(6);
      if (next(2) === 0) {
        known.add(text);
        sorted.add(text);
      } else {
        known.delete(text);
        sorted.delete(text);
      }
    }
    for (const prefix of ['', '1', '12', '555', '1234', '9'])
      expect(from(sorted, prefix)).toEqual(
        [...known].filter((text) => text.startsWith(prefix)).sort(),
      );
  });

  it('begins and ends empty', () => {
    const sorted = new SortedTexts([]);
    sorted.delete('a');
    sorted.add('a');
    sorted.add('a');
    expect(from(sorted, '')).toEqual(['a']);
    sorted.delete('a');
    expect(from(sorted, '')).toEqual([]);
    sorted.add('b');
    expect(from(sorted, 'b')).toEqual(['b']);
  });
});
