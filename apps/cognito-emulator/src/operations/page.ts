import { invalidParameter } from '../domain/errors.js';

/** Where a list goes on: after the item of that key, or after its place should the item be gone. */
export interface PageStart {
  readonly place: number;
  readonly key: string;
}

interface Page<Item> {
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
