import { isDeepStrictEqual } from 'node:util';
import { ServiceError } from '../domain/errors.js';
import { secretsAfterStart } from '../domain/pool/client-secret.js';
import { checkClientSettings } from '../domain/pool/client-faults.js';
import { type Group, groupMemberships, groups } from '../domain/pool/group.js';
import { resourceServers, scopesOf } from '../domain/pool/resource-server.js';
import { type UserPool, userPools } from '../domain/pool/user-pool.js';
import { type UserPoolClient, userPoolClients } from '../domain/pool/user-pool-client.js';
import { type Change, type Collection, firstOf, put, remove, type Store } from '../domain/store.js';
import { users } from '../domain/user/user.js';
import type { Blueprint, PoolPlan } from './blueprint.js';
import type { SecretSource } from './client-secrets.js';
import { TemplateError } from './template.js';

/**
 * Makes the store hold what a template asks for, in one commit: settings follow the template, what the template no
 * longer has in one of its pools goes, and users, keys and secrets stay. A pool that left the template stays whole.
 * @throws TemplateError for what Cognito would refuse.
 */
export async function applyBlueprint(
  store: Store,
  blueprint: Blueprint,
  secretOf: SecretSource,
  now: number,
): Promise<void> {
  const clients = await plannedClients(store, blueprint, secretOf, now);
  checkClients(blueprint, clients);
  const changes = [
    ...blueprint.pools.flatMap((plan) => poolChange(store, blueprint, plan, now)),
    ...replace(store, blueprint, userPoolClients, clients),
    ...replace(store, blueprint, resourceServers, blueprint.resourceServers),
    ...replace(store, blueprint, groups, plannedGroups(store, blueprint, now)),
    ...orphanedMemberships(store, blueprint),
  ];
  if (changes.length > 0) await store.commit(changes);
}

function poolChange(
  store: Store,
  { domains }: Blueprint,
  plan: PoolPlan,
  now: number,
): readonly Change[] {
  const kept = store.get(userPools, plan.id);
  const pool: UserPool = {
    id: plan.id,
    region: plan.id.slice(0, plan.id.lastIndexOf('_')),
    name: plan.name,
    settings: plan.settings,
    domain: domains.find(({ poolId }) => poolId === plan.id)?.domain,
    declaredAs: plan.logicalId,
    createdAt: kept?.createdAt ?? now,
    updatedAt: now,
  };
  if (kept !== undefined) requireSameNames(store, kept, pool);
  return same(kept, pool) ? [] : [put(userPools, pool)];
}

/** What users sign in with can't change on a pool that has users; CloudFormation would replace the pool. */
function requireSameNames(store: Store, kept: UserPool, pool: UserPool): void {
  if (firstOf(store.find(users, 'pool', pool.id)) === undefined) return;
  for (const setting of ['UsernameAttributes', 'AliasAttributes', 'UsernameConfiguration'] as const)
    if (!isDeepStrictEqual(kept.settings[setting], pool.settings[setting]))
      throw new TemplateError(
        `${pool.declaredAs ?? pool.id}.${setting} can't change while the pool has users; ` +
          'give the resource another logical id or empty the data directory',
      );
}

function plannedClients(
  store: Store,
  blueprint: Blueprint,
  secretOf: SecretSource,
  now: number,
): Promise<UserPoolClient[]> {
  return Promise.all(
    blueprint.clients.map(async ({ logicalId, hasSecret, ...plan }) => {
      const kept = store.get(userPoolClients, plan.id);
      const stated = hasSecret ? await secretOf(plan.name, kept?.secrets[0]?.value) : undefined;
      return {
        ...plan,
        secrets: stated === undefined ? [] : secretsAfterStart(kept, stated, now),
        statedSecret: stated,
        declaredAs: logicalId,
        createdAt: kept?.createdAt ?? now,
        updatedAt: now,
      };
    }),
  );
}

function checkClients(blueprint: Blueprint, clients: readonly UserPoolClient[]): void {
  for (const client of clients) {
    const servers = blueprint.resourceServers.filter(({ poolId }) => poolId === client.poolId);
    try {
      checkClientSettings(client, new Set(servers.flatMap(scopesOf)));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw new TemplateError(`${client.declaredAs ?? client.id}: ${error.publicMessage}`);
    }
  }
}

function plannedGroups(store: Store, blueprint: Blueprint, now: number): readonly Group[] {
  return blueprint.groups.map((group) => ({
    ...group,
    createdAt: store.get(groups, groups.keyOf(group as Group))?.createdAt ?? now,
    updatedAt: now,
  }));
}

interface Declared {
  readonly poolId: string;
  readonly declaredAs?: string | undefined;
}

/** Puts what is planned, and removes what a template once made in one of these pools and no longer has. */
function replace<Value extends Declared>(
  store: Store,
  { pools }: Blueprint,
  collection: Collection<Value>,
  planned: readonly Value[],
): readonly Change[] {
  const keys = new Set(planned.map((value) => collection.keyOf(value)));
  const gone = pools
    .flatMap(({ id }) => [...store.find(collection, 'pool', id)])
    .filter((value) => value.declaredAs !== undefined && !keys.has(collection.keyOf(value)));
  const changed = planned.filter(
    (value) => !same(store.get(collection, collection.keyOf(value)), value),
  );
  return [
    ...gone.map((value) => remove(collection, value)),
    ...changed.map((value) => put(collection, value)),
  ];
}

function orphanedMemberships(store: Store, blueprint: Blueprint): readonly Change[] {
  const planned = new Set(blueprint.groups.map(({ poolId, name }) => `${poolId}/${name}`));
  return blueprint.pools
    .flatMap(({ id }) => [...store.find(groups, 'pool', id)])
    .filter(({ poolId, name, declaredAs }) => declaredAs && !planned.has(`${poolId}/${name}`))
    .flatMap(({ poolId, name }) => [...store.find(groupMemberships, 'group', `${poolId}/${name}`)])
    .map((membership) => remove(groupMemberships, membership));
}

/** Whether two values are the same but for when they were last written. */
function same(kept: object | undefined, planned: object): boolean {
  const plain = (value: object) => JSON.stringify({ ...value, updatedAt: 0 });
  return (
    kept !== undefined && isDeepStrictEqual(JSON.parse(plain(kept)), JSON.parse(plain(planned)))
  );
}
