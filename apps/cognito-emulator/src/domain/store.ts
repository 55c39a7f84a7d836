/** What a value can belong to. */
export type OwnerKind = 'pool' | 'user' | 'client' | 'group';

/** How values of one kind are kept: the name of their collection, their key and what they can be found by. */
export interface Collection<Value> {
  readonly name: string;
  keyOf(value: Value): string;
  /**
   * The owners of a value by their keys. `removalOf` removes a value together with any of its owners. A value without
   * owners stays, whatever else is removed. Each entry is an index as well, named by the kind of owner.
   */
  readonly owners: Readonly<Partial<Record<OwnerKind, Index<Value>>>>;
  /** The kind of owner that the values are themselves, under their keys. */
  readonly owns?: OwnerKind;
  /**
   * What is left of a value that has several owners of a kind once one of them is removed. Without this function, and
   * when it returns `undefined`, nothing is left.
   */
  withoutOwner?(value: Value, kind: OwnerKind, key: string): object | undefined;
  readonly indexes: Readonly<Record<string, Index<Value>> & Partial<Record<OwnerKind, never>>>;
}

export interface Index<Value> {
  /** Every text the value is found by; none is a valid answer. */
  keysOf(value: Value): readonly string[];
  /** Whether two values may not share a text. */
  readonly unique: boolean;
}

/** One step of a commit: the value to keep under a key, or none to remove what is there. */
export interface Change {
  readonly collection: Collection<never>;
  readonly key: string;
  readonly value?: unknown;
}

/**
 * Where state lives. Values are immutable and are JSON. Reads come from memory and see every commit already
 * called. A commit is checked and becomes visible within the call itself, whole or not at all, so code without
 * an `await` between its reads and its commit is atomic; the promise tells when it survives a power cut.
 */
export interface Store {
  /** All collections of the store. */
  readonly collections: readonly Collection<never>[];
  get<Value>(collection: Collection<Value>, key: string): Value | undefined;
  /**
   * The values an index holds under a text, in the order they came to be there.
   * @param afterPlace leaves out those up to that place
   */
  find<Value>(
    collection: Collection<Value>,
    index: string,
    text: string,
    afterPlace?: number,
  ): Iterable<Value>;
  /** The values an index holds under any text that begins with a prefix; read to the end before anything is changed. */
  findByPrefix<Value>(
    collection: Collection<Value>,
    index: string,
    prefix: string,
  ): Iterable<Value>;
  /** The place of a value among those under a text; places grow, and begin with 1. */
  placeOf(
    collection: Collection<never>,
    index: string,
    text: string,
    key: string,
  ): number | undefined;
  count(collection: Collection<never>, index: string, text: string): number;
  all<Value>(collection: Collection<Value>): Iterable<Value>;
  /** Calls back after every commit that changes something in a collection, until what it returns is called. */
  watch(collection: Collection<never>, onChange: () => void): () => void;
  /**
   * Nothing is changed when it throws.
   * @throws UniqueViolation when another value holds a text of a unique index
   * @throws StoreClosedError once the store is closing
   */
  commit(changes: readonly Change[]): Promise<void>;
}

export class UniqueViolation extends Error {
  constructor(
    readonly collection: string,
    readonly index: string,
    /** The text that another value holds already. */
    readonly text: string,
  ) {
    super(`another value of ${collection} holds the same ${index}`);
    this.name = 'UniqueViolation';
  }
}

/** A commit arrived after the store began to close. Nothing was written, so the caller must not report success. */
export class StoreClosedError extends Error {
  constructor() {
    super('The store is closed. The change was not written.');
    this.name = 'StoreClosedError';
  }
}

export function put<Value>(collection: Collection<Value>, value: Value): Change {
  return { collection, key: collection.keyOf(value), value };
}

/**
 * The change that removes a value which owns nothing.
 * @throws Error for a value of a collection that owns others: they would stay. `removalOf` removes them as well.
 */
export function remove<Value>(collection: Collection<Value>, value: Value): Change {
  if (collection.owns !== undefined)
    throw new Error(`${collection.name} own other values: remove them by removalOf`);
  return { collection, key: collection.keyOf(value) };
}

export function firstOf<Value>(values: Iterable<Value>): Value | undefined {
  for (const value of values) return value;
  return undefined;
}
