import { type Collection, UniqueViolation } from '../domain/store.js';
import { TableIndex } from './table-index.js';

/** One collection in memory: its values by key, in the order they came, and its indexes. */
export class Table {
  private readonly values = new Map<string, unknown>();
  private readonly indexes: ReadonlyMap<string, TableIndex>;

  constructor(private readonly collection: Collection<never>) {
    const indexes = { ...collection.indexes, ...collection.owners };
    this.indexes = new Map(
      Object.entries(indexes).map(([name, index]) => [name, new TableIndex(index)]),
    );
  }

  get(key: string): unknown {
    return this.values.get(key);
  }

  entries(): Iterable<[string, unknown]> {
    return this.values;
  }

  *find(index: string, text: string, afterPlace: number): Iterable<unknown> {
    for (const key of this.index(index).keysAfter(text, afterPlace)) yield this.values.get(key);
  }

  *findByPrefix(index: string, prefix: string): Iterable<unknown> {
    for (const key of this.index(index).keysByPrefix(prefix)) yield this.values.get(key);
  }

  placeOf(index: string, text: string, key: string): number | undefined {
    return this.index(index).placeOf(text, key);
  }

  count(index: string, text: string): number {
    return this.index(index).count(text);
  }

  /**
   * Keeps a value, or removes what is there when it is undefined.
   * @returns what was there before
   * @throws UniqueViolation and changes nothing.
   */
  set(key: string, value: unknown): unknown {
    const before = this.values.get(key);
    if (value !== undefined) this.requireUnique(key, value);
    for (const index of this.indexes.values()) index.update(key, before, value);
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
    return before;
  }

  private requireUnique(key: string, value: unknown): void {
    for (const [name, index] of this.indexes) {
      const taken = index.takenByOther(key, value);
      if (taken !== undefined) throw new UniqueViolation(this.collection.name, name, taken);
    }
  }

  private index(name: string): TableIndex {
    const index = this.indexes.get(name);
    if (index === undefined) throw new Error(`${this.collection.name} has no index ${name}`);
    return index;
  }
}
