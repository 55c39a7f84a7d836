import type { Change, Collection, OwnerKind, Store } from './store.js';

/**
 * The changes that remove values and everything that belongs to them, in all collections of the store. What belongs to
 * a value is declared by `owners` of each collection alone.
 */
export function removalOf<Value>(
  store: Store,
  collection: Collection<Value>,
  values: readonly Value[],
): readonly Change[] {
  const removal = new Removal(store);
  for (const value of values) removal.remove(collection, value);
  return removal.changes;
}

class Removal {
  /** By collection and key, because a value may be reached through several owners. */
  private readonly planned = new Map<string, Change>();

  constructor(private readonly store: Store) {}

  get changes(): readonly Change[] {
    return [...this.planned.values()];
  }

  remove<Value>(collection: Collection<Value>, value: Value): void {
    const key = collection.keyOf(value);
    const plan = this.planFor(collection, key);
    if (plan !== undefined && plan.value === undefined) return;
    this.plan({ collection, key });
    if (collection.owns !== undefined) this.removeOwner(collection.owns, key);
  }

  private removeOwner(kind: OwnerKind, key: string): void {
    for (const collection of this.store.collections as readonly Collection<unknown>[]) {
      if (collection.owners[kind] === undefined) continue;
      for (const value of this.store.find(collection, kind, key))
        this.removeFromOwner(collection, value, kind, key);
    }
  }

  private removeFromOwner(
    collection: Collection<unknown>,
    stored: unknown,
    kind: OwnerKind,
    ownerKey: string,
  ): void {
    const key = collection.keyOf(stored);
    const value = this.planFor(collection, key)?.value ?? stored;
    const left = collection.withoutOwner?.(value, kind, ownerKey);
    if (left === undefined) this.remove(collection, value);
    else this.plan({ collection, key, value: left });
  }

  private planFor({ name }: Collection<never>, key: string): Change | undefined {
    return this.planned.get(`${name} ${key}`);
  }

  private plan(change: Change): void {
    this.planned.set(`${change.collection.name} ${change.key}`, change);
  }
}
