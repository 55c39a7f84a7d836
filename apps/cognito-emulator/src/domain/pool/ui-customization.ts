import { invalidParameter } from '../errors.js';
import { ownedByClient, ownedByPool } from '../owners.js';
import { type Collection, firstOf, type Store } from '../store.js';
import type { Pools } from './pools.js';
import { requireClientOfPool } from './user-pool-client.js';
import type { UserPool } from './user-pool.js';

/** The classic hosted UI's look for a client, or for all that have none of their own (SDK, SetUICustomization). */
export interface UICustomization {
  readonly poolId: string;
  /** A client's id, or `ALL`. */
  readonly clientId: string;
  readonly css?: string | undefined;
  readonly logo?: Logo | undefined;
  /** When it was made, as a number of digits that caches tell versions apart by. */
  readonly cssVersion: string;
  readonly declaredAs?: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Logo {
  readonly base64: string;
  readonly extension: 'png' | 'jpg';
}

/** Stands in for a client's id in what holds for every client. */
export const allClients = 'ALL';

export const uiCustomizations: Collection<UICustomization> = {
  name: 'uiCustomizations',
  keyOf: ({ poolId, clientId }) => `${poolId}/${clientId}`,
  owners: { pool: ownedByPool, client: ownedByClient },
  indexes: {},
};

const mostCssCharacters = 131_072;
const mostImageBytes = 100 * 1_024;

/** What a client's pages look like: its own customization, else that of all clients. */
export function uiCustomizationFor(
  store: Store,
  poolId: string,
  clientId: string,
): UICustomization | undefined {
  const found = [clientId, allClients].flatMap(
    (id) => store.get(uiCustomizations, `${poolId}/${id}`) ?? [],
  );
  return firstOf(found);
}

/** @throws InvalidParameterException */
export function requireDomain(pool: UserPool): void {
  if (pool.domain === undefined)
    throw invalidParameter('There has to be an existing domain associated with this user pool');
}

/** @throws ResourceNotFoundException */
export function requireClientOrAll(pools: Pools, { id: poolId }: UserPool, clientId: string): void {
  if (clientId !== allClients) requireClientOfPool(pools.findClient(clientId), poolId, clientId);
}

/**
 * What a request's CSS and image make a page look like; an empty one is none.
 * @throws InvalidParameterException
 */
export function lookFrom(css: string, image: string): Pick<UICustomization, 'css' | 'logo'> {
  if (css.length > mostCssCharacters)
    throw invalidParameter(
      "1 validation error detected: Value at 'cSS' failed to satisfy constraint: " +
        `Member must have length less than or equal to ${mostCssCharacters}`,
    );
  return {
    css: css === '' ? undefined : css,
    logo: image === '' ? undefined : logoFrom(image),
  };
}

/** The logo an image file holds, told by its first bytes. */
function logoFrom(base64: string): Logo {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > mostImageBytes)
    throw invalidParameter('The image file is larger than 100 KB.');
  const start = bytes.toString('hex', 0, 4);
  if (start === '89504e47') return { base64, extension: 'png' };
  if (start.startsWith('ffd8ff')) return { base64, extension: 'jpg' };
  throw invalidParameter('The image file must be a PNG or JPEG image.');
}
