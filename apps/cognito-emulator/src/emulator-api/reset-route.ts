import { z } from 'zod';
import { bootImageIn, bootImages, restored } from '../domain/boot-image.js';
import { type Change, type Collection, put, type Store } from '../domain/store.js';
import { poolKeys } from '../domain/token/pool-keys.js';
import { userPools } from '../domain/pool/user-pool.js';
import type { Route } from '../http/route.js';
import type { EmulatorParts } from './emulator-parts.js';
import { readJson } from './input.js';

export const resetInput = z.strictObject({ to: z.literal('template').optional() });

/** Empties everything, or goes back to the template. */
export function resetRoute(parts: EmulatorParts): Route {
  return {
    method: 'POST',
    path: '/_emulator/reset',
    handle: async (request) => {
      await resetEverything(parts, await readJson(request, resetInput));
      return { status: 204 };
    },
  };
}

/**
 * Empties everything, or goes back to what the template led to when it was booted. Requests under way are finished
 * before, and those that come meanwhile wait, so none sees anything in between.
 */
export async function resetEverything(
  { services, outbox, collections, log }: EmulatorParts,
  { to }: z.output<typeof resetInput>,
): Promise<void> {
  const { store, faults, lockout, attempts, requests } = services;
  const written = await requests.exclusive(() => {
    faults.clear();
    lockout.forgetAll();
    attempts.forgetAll();
    const commit = store.commit([
      ...emptied(store, collections),
      ...(to === undefined ? [] : backToTemplate(store, collections)),
    ]);
    outbox.recount();
    return { commit };
  });
  await written.commit;
  log.warn({ to: to ?? 'nothing' }, 'everything was reset');
}

/** Removes all but the image of the template's state, for going back to it later. */
const emptied = (store: Store, collections: readonly Collection<never>[]): readonly Change[] =>
  collections
    .filter(({ name }) => name !== bootImages.name)
    .flatMap((collection) =>
      [...store.all<never>(collection)].map((value) => ({
        collection,
        key: collection.keyOf(value),
      })),
    );

/** Pools that go on being there go on with the keys they have. */
function backToTemplate(
  store: Store,
  collections: readonly Collection<never>[],
): readonly Change[] {
  const image = bootImageIn(store);
  const changes = image === undefined ? [] : restored(image, collections);
  const poolIds = changes
    .filter(({ collection }) => collection.name === userPools.name)
    .map(({ key }) => key);
  const keys = poolIds.flatMap((id) => store.get(poolKeys, id) ?? []);
  return [...changes, ...keys.map((kept) => put(poolKeys, kept))];
}
