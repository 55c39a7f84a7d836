import { isDeepStrictEqual } from 'node:util';
import { removalOf } from '../domain/removal.js';
import { type Change, type Collection, put, type Store } from '../domain/store.js';

interface Declared {
  readonly poolId: string;
  readonly declaredAs?: string | undefined;
}

/** What a template once made in one of its pools and no longer has. The collection has an index `pool`. */
function goneFrom<Value extends Declared>(
  store: Store,
  poolIds: readonly string[],
  collection: Collection<Value>,
  planned: readonly Value[],
): readonly Value[] {
  const keys = new Set(planned.map((value) => collection.keyOf(value)));
  return poolIds
    .flatMap((poolId) => [...store.find(collection, 'pool', poolId)])
    .filter((value) => value.declaredAs !== undefined && !keys.has(collection.keyOf(value)));
}

/** Puts what is planned and differs from what is kept, and removes what is gone with everything that belongs to it. */
export function replacement<Value extends Declared>(
  store: Store,
  poolIds: readonly string[],
  collection: Collection<Value>,
  planned: readonly Value[],
): readonly Change[] {
  const changed = planned.filter(
    (value) => !isSame(store.get(collection, collection.keyOf(value)), value),
  );
  return [
    ...removalOf(store, collection, goneFrom(store, poolIds, collection, planned)),
    ...changed.map((value) => put(collection, value)),
  ];
}

/** Whether two values are the same but for when they were last written. */
export function isSame(kept: object | undefined, planned: object): boolean {
  const plain = (value: object): unknown =>
    JSON.parse(JSON.stringify({ ...value, updatedAt: 0 })) as unknown;
  return kept !== undefined && isDeepStrictEqual(plain(kept), plain(planned));
}
