import { isDeepStrictEqual } from 'node:util';
import { type BootImage, bootImageIn, bootImages, imageOf, restored } from './domain/boot-image.js';
import { domainCollections } from './domain/collections.js';
import { groupMemberships } from './domain/pool/group.js';
import { userPools } from './domain/pool/user-pool.js';
import { userPoolClients } from './domain/pool/user-pool-client.js';
import { removalOf } from './domain/removal.js';
import { clockShifts } from './domain/shifted-clock.js';
import { type Change, type Collection, put, type Store } from './domain/store.js';
import { poolKeys } from './domain/token/pool-keys.js';
import { type User, userKey, users } from './domain/user/user.js';
import { createServices, type ServiceParts, type Services } from './operations/services.js';
import { KeptOutbox, messages } from './outbox/kept-outbox.js';
import { MemoryStore } from './store/memory-store.js';
import { applyBlueprint } from './template/apply-blueprint.js';
import type { Blueprint } from './template/blueprint.js';
import { requireOwnFiles, secretsInDirectory, secretsInStore } from './template/client-secrets.js';
import { makeUsers } from './template/make-users.js';
import { TemplateError } from './template/template.js';

/** Everything an emulator keeps. */
export const collections: readonly Collection<never>[] = [
  ...domainCollections,
  messages,
  bootImages,
];

/** What a boot image is made of. Keys and the clock have lives of their own. */
const imagedCollections = collections.filter(
  ({ name }) => ![poolKeys, clockShifts, bootImages].some((other) => other.name === name),
);

const noImage: BootImage = { values: [] };

/** What to boot, and with what. */
export interface Boot {
  readonly parts: Omit<ServiceParts, 'store' | 'outbox'>;
  readonly blueprint: Blueprint;
  readonly clientSecretsDirectory: string | undefined;
}

/**
 * Makes the store hold what the template asks for, and keeps an image of what the template alone leads to, for going
 * back to it.
 * @throws TemplateError
 */
export async function boot(
  services: Pick<
    Services,
    'clock' | 'outbox' | 'pools' | 'senderQueue' | 'store' | 'triggers' | 'users'
  >,
  what: Boot,
): Promise<void> {
  const { store } = services;
  const before = bootImageIn(store);
  const isFresh = before === undefined && imageOf(store, imagedCollections).values.length === 0;
  if (before !== undefined) await takeClients(scratchOf(before), store, what.blueprint);
  await apply(services, what);
  const image = isFresh
    ? imageOf(store, imagedCollections)
    : await renewedImage(before ?? noImage, services, what);
  if (!isDeepStrictEqual(before, image)) await store.commit([put(bootImages, image)]);
}

async function apply(
  services: Pick<
    Services,
    'clock' | 'outbox' | 'pools' | 'senderQueue' | 'store' | 'triggers' | 'users'
  >,
  what: Boot,
): Promise<void> {
  const { blueprint, clientSecretsDirectory: directory } = what;
  const { store, clock } = services;
  if (directory !== undefined) requireOwnFiles(blueprint.clients);
  const secretOf = directory === undefined ? secretsInStore : secretsInDirectory(directory);
  await applyBlueprint(store, blueprint, secretOf, clock.nowMilliseconds());
  await makeUsers(services, blueprint);
}

/** The template applied to the image of the last boot, with the secrets and the new users of this one. */
async function renewedImage(
  before: BootImage,
  live: Pick<Services, 'pools' | 'store' | 'users'>,
  what: Boot,
): Promise<BootImage> {
  try {
    return await renewed(before, live, what);
  } catch (error) {
    // What the template asks for is possible for the users there are, and not for those of the image.
    if (!(error instanceof TemplateError)) throw error;
    return renewed(noImage, live, what);
  }
}

async function renewed(
  before: BootImage,
  live: Pick<Services, 'pools' | 'store' | 'users'>,
  what: Boot,
): Promise<BootImage> {
  const { blueprint, parts } = what;
  const scratch = scratchOf(before);
  const declared = declaredUsers(live, blueprint);
  await scratch.commit(leftTemplate(scratch, blueprint, declared));
  await takeClients(live.store, scratch, blueprint);
  const missing = declared.filter((user) => scratch.get(users, userKey(user)) === undefined);
  await scratch.commit(missing.flatMap((user) => userWithBelongings(live.store, user)));
  const outbox = new KeptOutbox(scratch, parts.clock);
  await apply(createServices({ ...parts, store: scratch, outbox }), what);
  return imageOf(scratch, imagedCollections);
}

function scratchOf(image: BootImage): MemoryStore {
  const scratch = new MemoryStore(collections);
  scratch.apply(restored(image, collections));
  return scratch;
}

/** Brings clients of the template, with their secrets, to a store that lacks them. */
async function takeClients(from: Store, to: Store, { clients }: Blueprint): Promise<void> {
  const taken = clients.flatMap(({ id }) => {
    const client = from.get(userPoolClients, id);
    return client === undefined || to.get(userPoolClients, id) !== undefined ? [] : [client];
  });
  if (taken.length > 0) await to.commit(taken.map((client) => put(userPoolClients, client)));
}

const declaredUsers = (
  { pools, users: live }: Pick<Services, 'pools' | 'users'>,
  blueprint: Blueprint,
): readonly User[] =>
  blueprint.users.flatMap(({ poolId, username }) => live.find(pools.get(poolId), username) ?? []);

/** The changes that remove pools and users the template had once and has no more. */
function leftTemplate(
  scratch: Store,
  blueprint: Blueprint,
  declared: readonly User[],
): readonly Change[] {
  const poolIds = new Set(blueprint.pools.map(({ id }) => id));
  const userKeys = new Set(declared.map(userKey));
  const pools = [...scratch.all(userPools)].filter(({ id }) => !poolIds.has(id));
  const others = [...scratch.all(users)].filter(
    (user) => poolIds.has(user.poolId) && !userKeys.has(userKey(user)),
  );
  return [...removalOf(scratch, userPools, pools), ...removalOf(scratch, users, others)];
}

/** A user with their groups and what was sent to them. */
function userWithBelongings(store: Store, user: User): readonly Change[] {
  const memberships = [...store.find(groupMemberships, 'user', userKey(user))];
  const sent = [...store.all(messages)].filter(({ sub }) => sub === user.sub);
  return [
    put(users, user),
    ...memberships.map((membership) => put(groupMemberships, membership)),
    ...sent.map((message) => put(messages, message)),
  ];
}
