import { put, remove, UniqueViolation } from '../domain/store.js';
import { thing, things } from '../spec-support/things.js';
import { MemoryStore } from './memory-store.js';

describe('MemoryStore', () => {
  const ids = (store: MemoryStore, index: string, text: string) =>
    [...store.find(things, index, text)].map(({ id }) => id);

  it('finds by key and by index, oldest first, and shows a commit at once', async () => {
    const store = new MemoryStore([things]);
    const commit = store.commit([
      put(things, thing('b', ['bee', 'wasp'])),
      put(things, thing('a', ['ant'])),
    ]);
    expect(store.get(things, 'b')).toEqual(thing('b', ['bee', 'wasp']));
    await commit;
    expect(ids(store, 'colour', 'red')).toEqual(['b', 'a']);
    expect(ids(store, 'name', 'wasp')).toEqual(['b']);
    expect(store.count(things, 'colour', 'red')).toBe(2);
    expect([...store.all(things)].map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('follows changes and removals in its indexes', async () => {
    const store = new MemoryStore([things]);
    await store.commit([put(things, thing('a', ['ant'])), put(things, thing('b', ['bee']))]);
    await store.commit([
      put(things, thing('a', ['emmet'], 'black')),
      remove(things, thing('b')),
      remove(things, thing('never there')),
    ]);
    expect(ids(store, 'name', 'ant')).toEqual([]);
    expect(ids(store, 'name', 'emmet')).toEqual(['a']);
    expect(ids(store, 'colour', 'red')).toEqual([]);
    expect(store.count(things, 'colour', 'red')).toBe(0);
    expect(store.get(things, 'b')).toBeUndefined();
  });

  it('makes all changes of a commit or none', async () => {
    const store = new MemoryStore([things]);
    await store.commit([put(things, thing('a', ['ant'])), put(things, thing('b', ['bee']))]);
    const before = JSON.stringify(store.contents());
    const taken = store.commit([
      put(things, thing('c', ['cat'])),
      put(things, thing('a', ['emmet'])),
      remove(things, thing('b')),
      put(things, thing('d', ['cat'])),
    ]);
    await expect(taken).rejects.toBeInstanceOf(UniqueViolation);
    await expect(taken).rejects.toMatchObject({ index: 'name', text: 'cat' });
    expect(ids(store, 'name', 'ant')).toEqual(['a']);
    expect(ids(store, 'name', 'bee')).toEqual(['b']);
    expect(ids(store, 'name', 'cat')).toEqual([]);
    expect(JSON.stringify(store.contents())).toBe(before);
  });

  it('lets a name pass from one to another within a commit', async () => {
    const store = new MemoryStore([things]);
    await store.commit([put(things, thing('a', ['ant']))]);
    await store.commit([put(things, thing('a')), put(things, thing('b', ['ant']))]);
    expect(ids(store, 'name', 'ant')).toEqual(['b']);
  });

  it.each(['__proto__', 'constructor', 'toString'])('keeps %s like any other key', async (key) => {
    const store = new MemoryStore([things]);
    expect(store.get(things, key)).toBeUndefined();
    await store.commit([put(things, thing(key, [key], key))]);
    expect(store.get(things, key)).toEqual(thing(key, [key], key));
    expect(ids(store, 'name', key)).toEqual([key]);
  });
});
