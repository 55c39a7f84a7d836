import { isDeepStrictEqual } from 'node:util';
import { checkClientSettings } from '../domain/pool/client-faults.js';
import { secretsAfterStart } from '../domain/pool/client-secret.js';
import { invalidParameter } from '../domain/errors.js';
import { checkDomain } from '../domain/pool/domain-rules.js';
import { checkPoolSettings } from '../domain/pool/pool-faults.js';
import { domainsOf, isSameKind, withDomains } from '../domain/pool/pool-domains.js';
import { scopesOf } from '../domain/pool/resource-server.js';
import { type UserPool, userPools } from '../domain/pool/user-pool.js';
import { type UserPoolClient, userPoolClients } from '../domain/pool/user-pool-client.js';
import { firstOf, put, type Store } from '../domain/store.js';
import { users } from '../domain/user/user.js';
import type { Blueprint, DomainPlan, PoolPlan } from './blueprint.js';
import type { SecretSource } from './client-secrets.js';
import { partChanges } from './pool-parts.js';
import { refusable } from './refused.js';
import { isSame, replacement } from './replacement.js';
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
  const planned = blueprint.pools.map((plan) => plannedPool(store, blueprint, plan, now));
  requireOwnDomains(store, planned);
  const pools = new Map(planned.map((pool) => [pool.id, pool]));
  const poolIds = [...pools.keys()];
  const changes = [
    ...planned
      .filter((pool) => !isSame(store.get(userPools, pool.id), pool))
      .map((pool) => put(userPools, pool)),
    ...replacement(store, poolIds, userPoolClients, clients),
    ...partChanges({ store, blueprint, pools, now }),
  ];
  if (changes.length > 0) await store.commit(changes);
}

function plannedPool(store: Store, { domains }: Blueprint, plan: PoolPlan, now: number): UserPool {
  const kept = store.get(userPools, plan.id);
  const stated = domains.filter(({ poolId }) => poolId === plan.id);
  const bare: UserPool = {
    id: plan.id,
    region: plan.id.slice(0, plan.id.lastIndexOf('_')),
    name: plan.name,
    settings: plan.settings,
    sessionTracking: kept?.sessionTracking,
    declaredAs: plan.logicalId,
    createdAt: kept?.createdAt ?? now,
    updatedAt: now,
  };
  const pool = withDomains(bare, [...stated.map(statedDomain), ...ownDomains(kept, stated)]);
  for (const { logicalId, domain, settings } of stated)
    refusable(logicalId, () => {
      if (stated.some((other) => isSecondOf(other, logicalId, domain)))
        throw invalidParameter('User pool already has a domain configured.');
      checkDomain(pool, domain, settings);
    });
  refusable(plan.logicalId, () => checkPoolSettings(pool, 'SetUserPoolMfaConfig'));
  if (kept !== undefined) requireSameNames(store, kept, pool);
  return pool;
}

const statedDomain = ({ domain, settings, logicalId: declaredAs }: DomainPlan) => ({
  domain,
  settings,
  declaredAs,
});

const isSecondOf = (other: DomainPlan, logicalId: string, domain: string) =>
  other.logicalId !== logicalId && isSameKind(other.domain, domain);

/** A domain that was made by API stays unless another takes its place; one that a template made goes with it. */
const ownDomains = (kept: UserPool | undefined, stated: readonly DomainPlan[]) =>
  (kept === undefined ? [] : domainsOf(kept))
    .filter(({ declaredAs }) => declaredAs === undefined)
    .filter(({ domain }) => !stated.some((other) => isSameKind(other.domain, domain)));

/** Domains are unique, whoever has them. */
function requireOwnDomains(store: Store, planned: readonly UserPool[]): void {
  const ids = new Set(planned.map(({ id }) => id));
  const others = [...store.all(userPools)].filter(({ id }) => !ids.has(id));
  const taken = new Set(others.flatMap(domainsOf).map(({ domain }) => domain));
  for (const pool of planned)
    for (const { domain, declaredAs } of domainsOf(pool)) {
      if (taken.has(domain))
        throw new TemplateError(
          `${declaredAs ?? pool.declaredAs ?? ''}: Domain already associated with another user pool.`,
        );
      taken.add(domain);
    }
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
        ssoMinutes: kept?.ssoMinutes,
        createdAt: kept?.createdAt ?? now,
        updatedAt: now,
      };
    }),
  );
}

function checkClients(blueprint: Blueprint, clients: readonly UserPoolClient[]): void {
  for (const client of clients) {
    const servers = blueprint.resourceServers.filter(({ poolId }) => poolId === client.poolId);
    const scopes = new Set(servers.flatMap(scopesOf));
    refusable(client.declaredAs ?? client.id, () => checkClientSettings(client, scopes));
  }
}
