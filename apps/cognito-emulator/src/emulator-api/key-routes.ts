import type { Logger } from '@gatehouse/platform-core';
import { z } from 'zod';
import type { LoadedKeys, SigningKey } from '../domain/token/pool-keys.js';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { BadInput, noStore, readJson, readQuery } from './input.js';

/** Which keys to rotate, and for how long those so far stay published. */
export const rotationInput = z.strictObject({
  /** One pool; all of them when left out. */
  poolId: z.string().optional(),
  /** The keys so far are gone at once when left out. */
  overlapSeconds: z.int().min(0).max(31_536_000).optional(),
});

type Rotation = z.output<typeof rotationInput>;

export const keysQuery = rotationInput.pick({ poolId: true });

/** Lists and rotates the keys that sign tokens. */
export function keyRoutes(
  services: Pick<Services, 'keys' | 'pools' | 'requests'>,
  log: Logger,
): readonly Route[] {
  const path = '/_emulator/keys';
  const listed = async (poolId?: string) =>
    jsonAnswer(200, await keysOf(services, poolIds(services, poolId)), noStore);
  return [
    {
      method: 'GET',
      path,
      handle: (request) => listed(readQuery(request, keysQuery).poolId),
    },
    {
      method: 'POST',
      path,
      handle: async (request) => {
        const rotation = await readJson(request, rotationInput);
        await renewKeys(services, rotation, log);
        return listed(rotation.poolId);
      },
    },
  ];
}

/** @throws BadInput when a pool is named that isn't there */
export async function renewKeys(
  services: Pick<Services, 'keys' | 'pools' | 'requests'>,
  rotation: Rotation,
  log: Logger,
): Promise<void> {
  requirePool(services, rotation.poolId);
  await rotateKeys(services, rotation);
  log.warn(rotation, 'keys were rotated');
}

/** Lets a pool, or every pool, sign with new keys. */
export async function rotateKeys(
  services: Pick<Services, 'keys' | 'pools' | 'requests'>,
  rotation: Rotation,
): Promise<void> {
  const { poolId, overlapSeconds = 0 } = rotation;
  await services.requests.shared(() =>
    Promise.all(poolIds(services, poolId).map((id) => services.keys.rotate(id, overlapSeconds))),
  );
}

/** @throws BadInput when a pool is named that isn't there */
export function requirePool({ pools }: Pick<Services, 'pools'>, poolId: string | undefined): void {
  if (poolId !== undefined && pools.find(poolId) === undefined)
    throw new BadInput('There is no pool of that id.');
}

function poolIds(services: Pick<Services, 'pools'>, poolId: string | undefined): readonly string[] {
  requirePool(services, poolId);
  return poolId === undefined ? services.pools.all().map(({ id }) => id) : [poolId];
}

/** The published keys of each pool, those that sign first; keys that no one has asked for yet are made. */
export async function keysOf({ keys }: Pick<Services, 'keys'>, ids: readonly string[]) {
  const listed = [];
  for (const poolId of ids) {
    const { access, id } = await keys.of(poolId);
    listed.push({ poolId, keys: [...described('access', access), ...described('id', id)] });
  }
  return listed;
}

const described = (use: keyof Pick<LoadedKeys, 'access' | 'id'>, keys: readonly SigningKey[]) =>
  keys.map(({ kid, since, publishedUntil }) => ({
    kid,
    use,
    activeSince: isoOrNull(since),
    retiredUntil: isoOrNull(publishedUntil),
  }));

const isoOrNull = (time: number | undefined) =>
  time === undefined ? null : new Date(time).toISOString();
