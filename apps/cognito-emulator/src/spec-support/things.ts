import type { Collection } from '../domain/store.js';

/** A collection for specs of the stores. */
export interface Thing {
  readonly id: string;
  readonly names: readonly string[];
  readonly colour: string;
}

export const things: Collection<Thing> = {
  name: 'things',
  keyOf: ({ id }) => id,
  owners: {},
  indexes: {
    name: { keysOf: ({ names }) => names, unique: true },
    colour: { keysOf: ({ colour }) => [colour], unique: false },
  },
};

export const thing = (id: string, names: readonly string[] = [], colour = 'red'): Thing => ({
  id,
  names,
  colour,
});
