import { requireWithin } from '../../domain/pool/session-tracking.js';
import { requireTier } from '../../domain/pool/tiers.js';
import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';
import { poolSessionConfiguration } from './session-configuration.js';

/** Switches the tracking of sessions on or off (API reference, SetUserPoolSessionConfiguration). */
export const setUserPoolSessionConfiguration = operation({
  name: 'SetUserPoolSessionConfiguration',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    requireTier(pool, 'ESSENTIALS', 'Session Tracking');
    const { MaxPerUser: mostPerUser } = request.TokenSession;
    requireWithin('MaxPerUser', mostPerUser, 1, 100);
    const isOn = request.UserSessionTracking === 'ENABLED';
    const { sessionTracking: before } = pool;
    const since = before?.isOn === true ? before.since : clock.nowMilliseconds();
    const changed = { ...pool, sessionTracking: { isOn, since, mostPerUser } };
    await store.commit([put(userPools, { ...changed, updatedAt: clock.nowMilliseconds() })]);
    return poolSessionConfiguration(changed);
  },
});
