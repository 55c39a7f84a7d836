import { KeyList } from './key-list.js';

describe('KeyList', () => {
  const filled = (count: number) => {
    const list = new KeyList();
    for (let number = 1; number <= count; number++) list.add(`k${number}`);
    return list;
  };

  it('gives keys in order, from any place on', () => {
    const list = filled(5);
    expect([...list.keysAfter(0)]).toEqual(['k1', 'k2', 'k3', 'k4', 'k5']);
    expect([...list.keysAfter(3)]).toEqual(['k4', 'k5']);
    expect([...list.keysAfter(9)]).toEqual([]);
    expect(list.placeOf('k4')).toBe(4);
  });

  it('keeps places when keys go, however many', () => {
    const list = filled(100);
    for (let number = 1; number <= 90; number++) list.delete(`k${number}`);
    list.delete('never there');
    expect(list.size).toBe(10);
    expect(list.placeOf('k95')).toBe(95);
    expect(list.placeOf('k5')).toBeUndefined();
    expect([...list.keysAfter(98)]).toEqual(['k99', 'k100']);
    list.add('k5');
    expect([...list.keysAfter(99)]).toEqual(['k100', 'k5']);
    list.add('k5');
    expect(list.size).toBe(11);
  });

  it('lets keys go while it is read', () => {
    const list = filled(100);
    const seen: string[] = [];
    for (const key of list.keysAfter(0)) {
      seen.push(key);
      list.delete(key);
    }
    expect(seen).toHaveLength(100);
    expect(list.size).toBe(0);
  });
});
