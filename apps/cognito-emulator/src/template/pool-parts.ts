import { type Group, groups } from '../domain/pool/group.js';
import { checkProvider } from '../domain/pool/identity-provider-rules.js';
import { type IdentityProvider, identityProviders } from '../domain/pool/identity-provider.js';
import { checkLogDelivery, logDeliveries } from '../domain/pool/log-delivery.js';
import {
  brandingOfClient,
  type ManagedLoginBranding,
  managedLoginBrandings,
} from '../domain/pool/managed-login-branding.js';
import { requireTier } from '../domain/pool/tiers.js';
import { resourceServers } from '../domain/pool/resource-server.js';
import { checkRiskConfiguration, riskConfigurations } from '../domain/pool/risk-configuration.js';
import {
  requireDomain,
  type UICustomization,
  uiCustomizations,
} from '../domain/pool/ui-customization.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import { type Change, type Collection, remove, type Store } from '../domain/store.js';
import type { Blueprint, Untimed } from './blueprint.js';
import { refusable } from './refused.js';
import { replacement } from './replacement.js';

/** What a blueprint's parts of pools are made against. */
interface Ground {
  readonly store: Store;
  readonly blueprint: Blueprint;
  /** The pools as they will be. */
  readonly pools: ReadonlyMap<string, UserPool>;
  readonly now: number;
}

/**
 * What has to change for pools to have the parts that a template gives them: groups, resource servers, providers, looks
 * and settings. Clients are made elsewhere.
 * @throws TemplateError for what Cognito would refuse.
 */
export function partChanges(ground: Ground): readonly Change[] {
  const { store, blueprint, now } = ground;
  const poolIds = blueprint.pools.map(({ id }) => id);
  checkParts(ground);
  const brandings = blueprint.managedLoginBrandings.map((plan) =>
    timed(store, managedLoginBrandings, plan, now),
  );
  return [
    ...replacement(store, poolIds, resourceServers, blueprint.resourceServers),
    ...replacement(store, poolIds, groups, plannedGroups(ground)),
    ...replacement(store, poolIds, identityProviders, plannedProviders(ground)),
    ...replacement(store, poolIds, uiCustomizations, plannedCustomizations(ground)),
    ...brandings.flatMap((branding) => othersOfClient(store, branding)),
    ...replacement(store, poolIds, managedLoginBrandings, brandings),
    ...replacement(
      store,
      poolIds,
      riskConfigurations,
      blueprint.riskConfigurations.map((plan) => ({ ...plan, updatedAt: now })),
    ),
    ...replacement(store, poolIds, logDeliveries, blueprint.logDeliveries),
  ];
}

function checkParts(ground: Ground): void {
  const { store, blueprint, pools } = ground;
  const check = <
    Part extends { readonly poolId: string; readonly declaredAs?: string | undefined },
  >(
    parts: readonly Part[],
    isFit: (part: Part, pool: UserPool) => void,
  ) => {
    for (const part of parts) {
      const pool = pools.get(part.poolId);
      if (pool !== undefined) refusable(part.declaredAs, () => isFit(part, pool));
    }
  };
  check(plannedProviders(ground), (provider, pool) => checkProvider(store, pool, provider));
  check(blueprint.uiCustomizations, (_part, pool) => requireDomain(pool));
  check(blueprint.managedLoginBrandings, (_part, pool) =>
    requireTier(pool, 'ESSENTIALS', 'Managed login branding'),
  );
  check(blueprint.riskConfigurations, (part) => checkRiskConfiguration({ ...part, updatedAt: 0 }));
  check(blueprint.logDeliveries, (delivery, pool) => checkLogDelivery(pool, delivery));
}

const plannedGroups = ({ store, blueprint, now }: Ground): readonly Group[] =>
  blueprint.groups.map((plan) => timed(store, groups, plan, now));

const plannedProviders = ({ store, blueprint, now }: Ground): readonly IdentityProvider[] =>
  blueprint.identityProviders.map((plan) => timed(store, identityProviders, plan, now));

/** A look's version is when it was made, for as long as it stays the same. */
const plannedCustomizations = ({ store, blueprint, now }: Ground): readonly UICustomization[] =>
  blueprint.uiCustomizations.map((plan) => {
    const version = new Date(now).toISOString().replaceAll(/\D/g, '').slice(0, 14);
    const planned = timed(store, uiCustomizations, { ...plan, cssVersion: version }, now);
    const kept = store.get(uiCustomizations, uiCustomizations.keyOf(planned));
    return kept?.css === planned.css
      ? { ...planned, cssVersion: kept?.cssVersion ?? version }
      : planned;
  });

/** A client has one style: one that was made by API gives way. */
function othersOfClient(store: Store, branding: ManagedLoginBranding): readonly Change[] {
  const kept = brandingOfClient(store, branding.clientId);
  return kept === undefined || kept.id === branding.id ? [] : [remove(managedLoginBrandings, kept)];
}

/** A planned value with the times it has been there and is written. */
function timed<Value extends { readonly createdAt: number; readonly updatedAt: number }>(
  store: Store,
  collection: Collection<Value>,
  plan: Untimed<Value>,
  now: number,
): Value {
  const planned = { ...plan, createdAt: now, updatedAt: now } as Value;
  const kept = store.get(collection, collection.keyOf(planned));
  return { ...planned, createdAt: kept?.createdAt ?? now };
}
