import { countHeader as countRawHeader } from '@gatehouse/platform-core';
import { countHeader } from './authenticated-request.js';

const texts = ['authorization', 'Authorization', 'authorizatio', 'host', ''];

/** Every list of these texts up to a length. */
function listsUpTo(length: number): string[][] {
  if (length === 0) return [[]];
  const shorter = listsUpTo(length - 1);
  const longest = shorter.filter((list) => list.length === length - 1);
  return [...shorter, ...longest.flatMap((list) => texts.map((text) => [...list, text]))];
}

describe('countHeader', () => {
  // auth-nest is published without platform-core and therefore has a copy of its own.
  it('counts as platform-core does, in requests of Express and of Fastify', () => {
    const lists = listsUpTo(5);
    expect(lists).toHaveLength(3_906);
    for (const rawHeaders of lists) {
      const count = countRawHeader(rawHeaders, 'authorization');
      const raw = { rawHeaders } as never;
      expect([
        countHeader({ headers: {}, rawHeaders }, 'authorization'),
        countHeader({ headers: {}, raw, rawHeaders: ['authorization', 'a'] }, 'authorization'),
      ]).toEqual([count, count]);
    }
  });

  it('counts none where there are no raw headers', () => {
    expect(countHeader({ headers: { authorization: 'a' } }, 'authorization')).toBe(0);
  });
});
