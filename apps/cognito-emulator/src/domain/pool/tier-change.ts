import { ServiceError } from '../errors.js';
import type { Store } from '../store.js';
import { logDeliveries } from './log-delivery.js';
import { tierOf } from './tier.js';
import type { UserPool } from './user-pool.js';

/**
 * Keeps a pool from a feature plan without what was set up beside its settings; those are looked at with the settings
 * (developer guide, "Turning off features to change feature plans").
 * @throws TierChangeNotAllowedException
 */
export function checkTierChange(store: Store, before: UserPool, after: UserPool): void {
  if (tierOf(before) === tierOf(after) || tierOf(after) === 'PLUS') return;
  if (tierOf(after) === 'LITE' && before.sessionTracking?.isOn === true)
    throw notAllowed('Session tracking', after);
  const { configurations = [] } = store.get(logDeliveries, before.id) ?? {};
  if (configurations.some(({ EventSource }) => EventSource === 'userAuthEvents'))
    throw notAllowed('The export of user activity logs', after);
}

const notAllowed = (feature: string, after: UserPool) =>
  new ServiceError(
    'TierChangeNotAllowedException',
    `${feature} has to be turned off before a change to ${tierOf(after)}.`,
  );
