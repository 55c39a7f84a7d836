import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useResources } from '@gatehouse/test-kit';
import { put, remove, UniqueViolation } from '../domain/store.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';
import { thing, things } from '../spec-support/things.js';
import { FileStore } from './file-store.js';
import { CorruptStateError } from './journal-record.js';
import { UnusableDirectoryError } from './state-directory.js';

const collections = [things];

describe('FileStore', () => {
  const resources = useResources();
  const root = temporaryDirectory();
  let count = 0;
  let directory: string;
  beforeEach(() => {
    directory = join(root, `data-${(count += 1)}`);
  });

  const open = (foldAboveBytes?: number) =>
    resources.add(FileStore.open({ directory, collections, foldAboveBytes }));
  const idsIn = (store: FileStore) => [...store.all(things)].map(({ id }) => id);
  const files = () => readdirSync(directory).sort();
  const journal = () =>
    join(
      directory,
      files().find((name) => name.startsWith('journal-'))!,
    );
  /** What every open file inherits `datasync` from, for specs that count syncs or make them fail. */
  const fileHandles = async () => {
    const handle = await openFile(journal(), 'r');
    const prototype = Object.getPrototypeOf(handle) as { datasync: () => Promise<void> };
    await handle.close();
    return { prototype, datasync: prototype.datasync };
  };
  /** Leaves three commits behind. */
  const written = async () => {
    const store = await open();
    for (const id of ['a', 'b', 'c']) await store.commit([put(things, thing(id))]);
    await store.close();
  };

  it('finds everything again, indexes included', async () => {
    const store = await open();
    await store.commit([
      put(things, thing('a', ['ant'])),
      put(things, thing('__proto__', ['bee'])),
    ]);
    await store.commit([put(things, thing('a', ['emmet'], 'black')), put(things, thing('c'))]);
    await store.commit([remove(things, thing('c'))]);
    await store.close();
    const again = await open();
    expect(idsIn(again)).toEqual(['a', '__proto__']);
    expect([...again.find(things, 'name', 'emmet')]).toEqual([thing('a', ['emmet'], 'black')]);
    expect([...again.find(things, 'name', 'ant')]).toEqual([]);
    await again.commit([put(things, thing('d'))]);
    await again.close();
    const last = await open();
    expect(idsIn(last)).toEqual(['a', '__proto__', 'd']);
  });

  it('writes nothing for a commit that is refused', async () => {
    const store = await open();
    await store.commit([put(things, thing('a', ['ant']))]);
    await expect(store.commit([put(things, thing('b', ['ant']))])).rejects.toBeInstanceOf(
      UniqueViolation,
    );
    await store.commit([put(things, thing('c'))]);
    await store.close();
    const again = await open();
    expect(idsIn(again)).toEqual(['a', 'c']);
  });

  it('keeps others of the machine out', async () => {
    mkdirSync(directory, { mode: 0o755 });
    chmodSync(directory, 0o755);
    await open();
    const modes = [directory, ...files().map((name) => join(directory, name))].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });

  it('drops a last line that a crash cut short, whatever is left of it', async () => {
    await written();
    const whole = readFileSync(journal());
    const lastStart = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (const length of [lastStart + 1, lastStart + 20, whole.length - 1]) {
      writeFileSync(journal(), whole.subarray(0, length));
      const store = await open();
      expect(idsIn(store)).toEqual(['a', 'b']);
      await store.commit([put(things, thing('after'))]);
      await store.close();
      const again = await open();
      expect(idsIn(again)).toEqual(['a', 'b', 'after']);
      await again.close();
    }
  });

  it.each([
    ['a changed letter', (text: string) => text.replace('"b"', '"x"')],
    ['a changed last line', (text: string) => text.replaceAll('"c"', '"x"')],
    ['a line taken out', (text: string) => text.replace(/^.*\n(.*\n)/, '$1')],
    ['a line put in', (text: string) => `${text}hello\n`],
    ['an empty line', (text: string) => text.replace('\n', '\n\n')],
  ])('refuses to start on %s', async (_what, damage) => {
    await written();
    writeFileSync(journal(), damage(readFileSync(journal(), 'utf8')));
    await expect(open()).rejects.toBeInstanceOf(CorruptStateError);
    await expect(open()).rejects.toThrow(directory);
    // Refusing lets go of the directory.
    expect(files().filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('folds a long journal into a snapshot while commits go on', async () => {
    const store = await open(4_000);
    await Promise.all(
      Array.from({ length: 300 }, (_, number) =>
        store.commit([put(things, thing(`t${number % 50}`, [`n${number}`]))]),
      ),
    );
    await store.commit([put(things, thing('last'))]);
    await store.close();
    expect(files()).toContain('snapshot');
    expect(files().filter((name) => name.startsWith('journal-'))).toHaveLength(1);
    expect(statSync(join(directory, 'snapshot')).mode & 0o777).toBe(0o600);
    const again = await open();
    expect(idsIn(again)).toHaveLength(51);
    expect(again.get(things, 't49')).toEqual(thing('t49', ['n299']));
  });

  it('takes a snapshot that was cut short for no snapshot at all', async () => {
    await written();
    appendFileSync(join(directory, 'snapshot.new'), 'half a snap');
    const store = await open();
    expect(idsIn(store)).toEqual(['a', 'b', 'c']);
    expect(files()).not.toContain('snapshot.new');
    await store.close();
    writeFileSync(join(directory, 'snapshot'), '');
    await expect(open()).rejects.toBeInstanceOf(CorruptStateError);
  });

  it('skips commits that are in the snapshot already', async () => {
    const store = await open(200);
    for (let number = 0; number < 10; number++)
      await store.commit([
        put(things, thing(`t${number}`)),
        remove(things, thing(`t${number - 1}`)),
      ]);
    await store.close();
    const before = readFileSync(journal());
    // As if the process had died after writing the snapshot and before removing the journal it replaces.
    writeFileSync(join(directory, 'journal-00000000'), before);
    const again = await open();
    expect(idsIn(again)).toEqual(['t9']);
  });

  it('writes commits that wait together with one sync', async () => {
    const store = await open();
    const { prototype, datasync } = await fileHandles();
    let syncs = 0;
    prototype.datasync = function () {
      syncs += 1;
      return datasync.call(this);
    };
    try {
      await Promise.all(
        Array.from({ length: 500 }, (_, number) =>
          store.commit([put(things, thing(`t${number}`))]),
        ),
      );
    } finally {
      prototype.datasync = datasync;
    }
    expect(syncs).toBeGreaterThan(0);
    expect(syncs).toBeLessThan(10);
  });

  it('says which directory can not be used, and why', async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    for (const [path, code] of [
      [file, 'EEXIST'],
      [join(file, 'below'), 'ENOTDIR'],
    ] as const) {
      directory = path;
      await expect(open()).rejects.toBeInstanceOf(UnusableDirectoryError);
      await expect(open()).rejects.toThrow(`${path} can't be used as a data directory (${code})`);
    }
  });

  it('rejects every commit after one that could not be written, and releases the directory', async () => {
    // Its close() fails, and every call returns the same promise.
    const store = await FileStore.open({ directory, collections });
    await store.commit([put(things, thing('a'))]);
    const { prototype, datasync } = await fileHandles();
    prototype.datasync = () => Promise.reject(new Error('no space left'));
    try {
      await expect(store.commit([put(things, thing('b'))])).rejects.toThrow('could not be written');
    } finally {
      prototype.datasync = datasync;
    }
    await expect(store.commit([put(things, thing('c'))])).rejects.toThrow('could not be written');
    expect(idsIn(store)).not.toContain('c');
    await expect(store.close()).rejects.toThrow('could not be written');
    const again = await open();
    expect(idsIn(again)).not.toContain('c');
  });
});
