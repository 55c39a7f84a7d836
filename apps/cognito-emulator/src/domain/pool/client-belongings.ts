import { type Change, remove, type Store } from '../store.js';
import { brandingOfClient, managedLoginBrandings } from './managed-login-branding.js';
import { riskConfigurationKey, riskConfigurations } from './risk-configuration.js';
import { uiCustomizations } from './ui-customization.js';
import type { UserPoolClient } from './user-pool-client.js';

/** The changes that take away what a client has of its own and is kept apart from it. */
export function belongingsRemoval(
  store: Store,
  { id, poolId }: Pick<UserPoolClient, 'id' | 'poolId'>,
): readonly Change[] {
  const branding = brandingOfClient(store, id);
  const risks = store.get(riskConfigurations, riskConfigurationKey(poolId, id));
  const customization = store.get(uiCustomizations, `${poolId}/${id}`);
  return [
    ...(branding ? [remove(managedLoginBrandings, branding)] : []),
    ...(risks ? [remove(riskConfigurations, risks)] : []),
    ...(customization ? [remove(uiCustomizations, customization)] : []),
  ];
}
