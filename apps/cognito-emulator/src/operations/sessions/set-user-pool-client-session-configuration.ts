import { ServiceError } from '../../domain/errors.js';
import { requireWithin } from '../../domain/pool/session-tracking.js';
import { requireTier } from '../../domain/pool/tiers.js';
import { requireClientOfPool, userPoolClients } from '../../domain/pool/user-pool-client.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';
import { clientSessionConfiguration } from './session-configuration.js';

/** Says how long a client takes over a browser's sign-in (API reference, SetUserPoolClientSessionConfiguration). */
export const setUserPoolClientSessionConfiguration = operation({
  name: 'SetUserPoolClientSessionConfiguration',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const client = requireClientOfPool(
      pools.findClient(request.ClientId),
      pool.id,
      request.ClientId,
    );
    requireTier(pool, 'ESSENTIALS', 'Session Tracking');
    if (pool.sessionTracking?.isOn !== true)
      throw new ServiceError(
        'OperationNotEnabledException',
        'Session tracking is not enabled for the user pool.',
      );
    const { MaxValidityMinutes: ssoMinutes } = request.SSOSession;
    requireWithin('MaxValidityMinutes', ssoMinutes, 0, 129_600);
    const changed = { ...client, ssoMinutes };
    await store.commit([put(userPoolClients, changed)]);
    return clientSessionConfiguration(changed);
  },
});
