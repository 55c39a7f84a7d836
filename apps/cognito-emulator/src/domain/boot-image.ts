import { type Change, type Collection, put, type Store } from './store.js';

/** What a template alone leads to: the values of each collection, in the order they came. */
export interface BootImage {
  readonly values: readonly (readonly [collection: string, value: unknown])[];
}

const onlyKey = 'template';

export const bootImages: Collection<BootImage> = {
  name: 'bootImages',
  keyOf: () => onlyKey,
  // Pools can be restored from the image after they were removed.
  owners: {},
  indexes: {},
};

export const bootImageIn = (store: Store): BootImage | undefined => store.get(bootImages, onlyKey);

export function imageOf(store: Store, collections: readonly Collection<never>[]): BootImage {
  return {
    values: collections.flatMap((collection) =>
      [...store.all<unknown>(collection as Collection<unknown>)].map(
        (value) => [collection.name, value] as const,
      ),
    ),
  };
}

/** The changes that put an image's values where they belong. */
export function restored(
  image: BootImage,
  collections: readonly Collection<never>[],
): readonly Change[] {
  const byName = new Map(collections.map((collection) => [collection.name, collection]));
  return image.values.flatMap(([name, value]) => {
    const collection = byName.get(name);
    return collection === undefined ? [] : [put(collection, value)];
  });
}
