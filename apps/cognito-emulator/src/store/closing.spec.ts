import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { put, StoreClosedError } from '../domain/store.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';
import { thing, things } from '../spec-support/things.js';
import { FileStore } from './file-store.js';
import { JournalWriter } from './journal-writer.js';

const resources = useResources();

describe('a FileStore that closes', () => {
  const root = temporaryDirectory();
  let count = 0;
  let directory: string;
  beforeEach(() => {
    directory = join(root, `data-${(count += 1)}`);
  });

  const open = (foldAboveBytes?: number) =>
    resources.add(FileStore.open({ directory, collections: [things], foldAboveBytes }));
  const add = (store: FileStore, id: string) => store.commit([put(things, thing(id))]);
  const idsIn = (store: FileStore) => [...store.all(things)].map(({ id }) => id).sort();
  /** The ids in the directory, read by a store of its own. */
  const stored = async () => {
    const store = await open();
    const ids = idsIn(store);
    await store.close();
    return ids;
  };

  it('writes every commit that was called before close', async () => {
    const store = await open();
    const commits = ['a', 'b', 'c'].map((id) => add(store, id));
    await store.close();
    await Promise.all(commits);
    expect(await stored()).toEqual(['a', 'b', 'c']);
  });

  it('rejects a commit that is called after close, and neither shows nor stores its value', async () => {
    const store = await open();
    await add(store, 'a');
    const closed = store.close();
    const early = add(store, 'early');
    await expect(early).rejects.toBeInstanceOf(StoreClosedError);
    await closed;
    await expect(add(store, 'late')).rejects.toBeInstanceOf(StoreClosedError);
    expect(idsIn(store)).toEqual(['a']);
    expect(await stored()).toEqual(['a']);
  });

  it('stores exactly the acknowledged commits, whenever they arrive during close', async () => {
    const store = await open(2_000);
    const acknowledged: string[] = [];
    const rejected: unknown[] = [];
    const commit = (id: string) =>
      add(store, id).then(
        () => acknowledged.push(id),
        (error: unknown) => rejected.push(error),
      );
    const commits: Promise<unknown>[] = [];
    const isClosed = { value: false };
    const writing = (async () => {
      for (let number = 0; !isClosed.value; number += 1) {
        commits.push(commit(`t${number}`));
        // Now within the same turn of the event loop, now in a later one.
        await (number % 3 === 0
          ? new Promise((resolve) => setImmediate(resolve))
          : Promise.resolve());
      }
    })();
    await waitUntil(() => acknowledged.length >= 50, { what: '50 acknowledged commits' });
    await store.close();
    isClosed.value = true;
    await writing;
    await Promise.all(commits);
    await commit('last');
    expect(rejected.length).toBeGreaterThan(0);
    for (const error of rejected) expect(error).toBeInstanceOf(StoreClosedError);
    expect(await stored()).toEqual(acknowledged.sort());
  });

  it('finishes a snapshot that is under way and opens again', async () => {
    const store = await open(100);
    const commits = Array.from({ length: 20 }, (_, number) => add(store, `t${number}`));
    await store.close();
    await Promise.all(commits);
    expect(readdirSync(directory).sort()).toEqual([
      expect.stringMatching(/^journal-/) as string,
      'snapshot',
    ]);
    expect(await stored()).toHaveLength(20);
  });

  it('closes once, however often it is asked to', async () => {
    const store = await open();
    await add(store, 'a');
    const first = store.close();
    expect(store.close()).toBe(first);
    await first;
    await open();
    // A second release would remove the lock of the store that has the directory now.
    await store.close();
    await expect(open()).rejects.toThrow('two can not share a data directory');
  });
});

describe('a JournalWriter that closes', () => {
  const root = temporaryDirectory();

  it('rejects an append without failing', async () => {
    const writer = await resources.add(JournalWriter.open(join(root, 'journal')));
    const written = writer.append(Buffer.from('a\n'));
    const closed = writer.close();
    await expect(writer.append(Buffer.from('b\n'))).rejects.toBeInstanceOf(StoreClosedError);
    await Promise.all([written, closed, writer.close()]);
    expect(writer.bytes).toBe(2);
  });
});
