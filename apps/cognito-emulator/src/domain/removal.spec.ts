import { collections } from '../boot.js';
import { collectionRows, type RowOwners } from '../spec-support/collection-rows.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';
import { type Thing, thing, things } from '../spec-support/things.js';
import { FileStore } from '../store/file-store.js';
import { MemoryStore } from '../store/memory-store.js';
import { browserSessions } from './authorization/browser-session.js';
import { groups } from './pool/group.js';
import { type UserPool, userPools } from './pool/user-pool.js';
import { userPoolClients } from './pool/user-pool-client.js';
import { ownedByUser, userKey } from './owners.js';
import { removalOf } from './removal.js';
import { type Change, type Collection, type OwnerKind, put, remove, type Store } from './store.js';
import { type User, users } from './user/user.js';

// @ts-expect-error -- a collection that does not declare its owners does not compile
const _undeclared: Collection<Thing> = { name: 'new', keyOf: ({ id }) => id, indexes: {} };

/** Two pools, each with two users, clients and groups. */
const everybody: readonly RowOwners[] = ['b', 'a'].flatMap((pool, poolIndex) =>
  ['1', '2'].map((one, index) => ({
    poolId: `pool-${pool}`,
    sub: `user-${pool}${one}`,
    clientId: `client-${pool}${one}`,
    groupName: `group-${pool}${one}`,
    number: poolIndex * 2 + index + 1,
  })),
);

const allRows = collectionRows.flatMap(({ of }) => everybody.flatMap(of));
const fill = (store: Store) => store.commit(allRows);

const stored = <Value>(store: Store, collection: Collection<Value>, key: string): Value => {
  const value = store.get(collection, key);
  if (value === undefined) throw new Error(`no ${collection.name} ${key}`);
  return value;
};
const removed = <Value>(store: Store, collection: Collection<Value>, key: string) =>
  removalOf(store, collection, [stored(store, collection, key)]);

/** The owners that are removed: kind, key, the name that their rows contain, and the changes. */
const removals: readonly (readonly [
  OwnerKind,
  string,
  string,
  (store: Store) => readonly Change[],
])[] = [
  ['pool', 'pool-a', 'pool-a', (store) => removed(store, userPools, 'pool-a')],
  ['user', 'pool-a/user-a1', 'user-a1', (store) => removed(store, users, 'pool-a/user-a1')],
  ['client', 'client-a1', 'client-a1', (store) => removed(store, userPoolClients, 'client-a1')],
  ['group', 'pool-a/group-a1', 'group-a1', (store) => removed(store, groups, 'pool-a/group-a1')],
];

/** Everything in a store by collection, as JSON. */
const contents = (store: Store): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    (store.collections as readonly Collection<unknown>[]).map((collection) => [
      collection.name,
      [...store.all(collection)].map((value) => JSON.stringify(value)),
    ]),
  );

/** What has to be left: no row that contains the name, and every other row. */
const without = (name: string, before: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(
    Object.entries(before).map(([collection, rows]) => [
      collection,
      outlasting.includes(collection) ? rows : rows.filter((row) => !row.includes(`"${name}"`)),
    ]),
  );

/** The clock, sent messages and the image of the template do not belong to a pool. */
const outlasting = ['clockShifts', 'messages', 'bootImages'];

describe('removalOf', () => {
  it('is tested with rows of every collection', () => {
    const names = (of: readonly Collection<never>[]) => of.map(({ name }) => name).sort();
    expect(names(collectionRows.map(({ collection }) => collection))).toEqual(names(collections));
  });

  it('leaves only the clock, messages and the boot image without an owner', () => {
    const ownerless = collections.filter(
      ({ owners, owns }) => Object.keys(owners).length === 0 && owns === undefined,
    );
    expect(ownerless.map(({ name }) => name).sort()).toEqual([...outlasting].sort());
  });

  it.each(removals)('removes every row of a %s and no other row', async (kind, key, name, of) => {
    const store = new MemoryStore(collections);
    await fill(store);
    const before = contents(store);
    await store.commit(of(store));
    expect(contents(store)).toEqual(without(name, before));
    for (const collection of collections)
      if (collection.owners[kind] !== undefined)
        expect([collection.name, store.count(collection, kind, key)]).toEqual([collection.name, 0]);
  });

  describe('with a data directory', () => {
    const parent = temporaryDirectory();
    it.each(removals)('is complete after a restart for a %s', async (kind, _key, name, of) => {
      const open = () => FileStore.open({ directory: `${parent}/${kind}`, collections });
      const store = await open();
      await fill(store);
      const before = contents(store);
      await store.commit(of(store));
      await store.close();
      const restarted = await open();
      expect(contents(restarted)).toEqual(without(name, before));
      await restarted.close();
    });
  });

  describe('of a browser session with several users', () => {
    const signedIn = (sub: string) => ({ sub, factors: [], signedInAt: 1, expiresAt: 2 });
    const shared = { id: 'shared', poolId: 'pool-a', expiresAt: 2 };
    const started = async () => {
      const store = new MemoryStore(collections);
      await fill(store);
      const signIns = ['user-a1', 'user-a2'].map(signedIn);
      await store.commit([put(browserSessions, { ...shared, signIns })]);
      return store;
    };
    const userNamed = (store: Store, sub: string): User =>
      stored(store, users, userKey({ poolId: 'pool-a', sub }));

    it('keeps the other user signed in', async () => {
      const store = await started();
      await store.commit(removalOf(store, users, [userNamed(store, 'user-a1')]));
      const left = { ...shared, signIns: [signedIn('user-a2')] };
      expect(store.get(browserSessions, 'shared')).toEqual(left);
    });

    it('leaves nothing when all its users are removed in one commit', async () => {
      const store = await started();
      const both = ['user-a1', 'user-a2'].map((sub) => userNamed(store, sub));
      await store.commit(removalOf(store, users, both));
      expect(store.get(browserSessions, 'shared')).toBeUndefined();
    });
  });

  it('follows the owners that a new collection declares', async () => {
    const notes: Collection<{ readonly poolId: string; readonly sub: string }> = {
      name: 'notes',
      keyOf: userKey,
      owners: { user: ownedByUser },
      indexes: {},
    };
    const store = new MemoryStore([...collections, notes]);
    await fill(store);
    await store.commit(everybody.map(({ poolId, sub }) => put(notes, { poolId, sub })));
    await store.commit(removed(store, users, 'pool-a/user-a1'));
    const subs = () => [...store.all(notes)].map(({ sub }) => sub);
    expect(subs()).toEqual(['user-b1', 'user-b2', 'user-a2']);
    await store.commit(removed(store, userPools, 'pool-a'));
    expect(subs()).toEqual(['user-b1', 'user-b2']);
  });
});

describe('remove', () => {
  it('rejects a value that owns others, which would be left behind', () => {
    const pool: UserPool = {
      ...{ id: 'pool-a', region: 'eu-west-1', name: 'a', settings: {} },
      ...{ createdAt: 1, updatedAt: 1 },
    };
    expect(() => remove(userPools, pool)).toThrow('userPools own other values');
    expect(remove(things, thing('a'))).toEqual({ collection: things, key: 'a' });
  });
});
