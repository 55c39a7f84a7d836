import type { Change, Collection, Store } from '../domain/store.js';
import { Table } from './table.js';

/** All state in memory and nowhere else. */
export class MemoryStore implements Store {
  private readonly tables = new Map<string, Table>();
  private readonly watchers = new Set<{ readonly name: string; readonly onChange: () => void }>();

  constructor(readonly collections: readonly Collection<never>[]) {
    for (const collection of collections) this.tables.set(collection.name, new Table(collection));
  }

  get<Value>(collection: Collection<Value>, key: string): Value | undefined {
    return this.table(collection.name).get(key) as Value | undefined;
  }

  find<Value>(
    collection: Collection<Value>,
    index: string,
    text: string,
    afterPlace = 0,
  ): Iterable<Value> {
    return this.table(collection.name).find(index, text, afterPlace) as Iterable<Value>;
  }

  findByPrefix<Value>(
    collection: Collection<Value>,
    index: string,
    prefix: string,
  ): Iterable<Value> {
    return this.table(collection.name).findByPrefix(index, prefix) as Iterable<Value>;
  }

  placeOf(
    collection: Collection<never>,
    index: string,
    text: string,
    key: string,
  ): number | undefined {
    return this.table(collection.name).placeOf(index, text, key);
  }

  count(collection: Collection<never>, index: string, text: string): number {
    return this.table(collection.name).count(index, text);
  }

  *all<Value>(collection: Collection<Value>): Iterable<Value> {
    for (const [, value] of this.table(collection.name).entries()) yield value as Value;
  }

  watch({ name }: Collection<never>, onChange: () => void): () => void {
    const watcher = { name, onChange };
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  commit(changes: readonly Change[]): Promise<void> {
    return new Promise((resolve) => {
      this.apply(changes);
      resolve();
    });
  }

  /** Makes all changes, or throws UniqueViolation and makes none. */
  apply(changes: readonly Change[]): void {
    const undo: (() => void)[] = [];
    try {
      for (const { collection, key, value } of changes) {
        const table = this.table(collection.name);
        const before = table.set(key, value);
        undo.push(() => table.set(key, before));
      }
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    }
    for (const { name, onChange } of [...this.watchers])
      if (changes.some(({ collection }) => collection.name === name)) onChange();
  }

  /** Everything there is, as changes that would make it anew. */
  contents(): Change[] {
    return this.collections.flatMap((collection) =>
      [...this.table(collection.name).entries()].map(([key, value]) => ({
        collection,
        key,
        value,
      })),
    );
  }

  /** @throws Error for a name that no collection has. */
  collectionNamed(name: string): Collection<never> {
    const collection = this.collections.find((candidate) => candidate.name === name);
    if (collection === undefined) throw new Error(`unknown collection ${name}`);
    return collection;
  }

  private table(name: string): Table {
    const table = this.tables.get(name);
    if (table === undefined) throw new Error(`unknown collection ${name}`);
    return table;
  }
}
