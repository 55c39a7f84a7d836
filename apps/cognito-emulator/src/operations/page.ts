import { invalidParameter } from '../domain/errors.js';
import type { Collection, Store } from '../domain/store.js';

/** How much a page holds of most lists, and when a limit of 0 is asked for. */
const mostAPage = 60;

export const pageSize = (limit: number | undefined) =>
  limit === undefined || limit === 0 ? mostAPage : limit;

/** Where a list goes on: after the item of that key, or after its place should the item be gone. */
export interface PageStart {
  readonly place: number;
  readonly key: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to hand back for the next page; none on the last. */
  readonly nextToken?: string | undefined;
}

/** Takes a page of items, and a token for the next page if there is more. */
export async function pageOf<Item>(
  all: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  startAfter: (item: Item) => PageStart,
): Promise<Page<Item>> {
  const items: Item[] = [];
  for await (const item of all) {
    const last = items.at(-1);
    if (items.length === limit && last !== undefined)
      return { items, nextToken: encodeToken(startAfter(last)) };
    items.push(item);
  }
  return { items };
}

interface PageRequest {
  /** The index the values are listed from, by pool unless stated. */
  readonly index?: string;
  readonly limit: number | undefined;
  readonly token: string | undefined;
}

/**
 * A page of the values an index of a collection holds under a text, in the order they came there.
 * @throws InvalidParameterException for a token that no page gave.
 */
export function pageOfIndex<Value>(
  store: Store,
  collection: Collection<Value>,
  text: string,
  { index = 'pool', limit, token }: PageRequest,
): Promise<Page<Value>> {
  const placeOf = (key: string) => store.placeOf(collection, index, text, key);
  const start = pageStart(token);
  const afterPlace = start && (placeOf(start.key) ?? start.place);
  const found = store.find(collection, index, text, afterPlace ?? 0);
  return pageOf(found, pageSize(limit), (value) => {
    const key = collection.keyOf(value);
    return { key, place: placeOf(key) ?? 0 };
  });
}

/** @throws InvalidParameterException for a token that no page gave. */
export function pageStart(token: string | undefined): PageStart | undefined {
  if (token === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    const [place, key] = Array.isArray(value) ? (value as unknown[]) : [];
    if (typeof place === 'number' && typeof key === 'string') return { place, key };
  } catch {
    // Answered below, as any other text that is no token.
  }
  throw invalidParameter('Invalid pagination token.');
}

const encodeToken = ({ place, key }: PageStart) =>
  Buffer.from(JSON.stringify([place, key])).toString('base64url');
