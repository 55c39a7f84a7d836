import { defaultMostPerUser, defaultSsoMinutes } from '../../domain/pool/session-tracking.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';

/** How a pool tracks sessions, as the API shows it. */
export const poolSessionConfiguration = ({ id, sessionTracking }: UserPool) => ({
  UserPoolId: id,
  UserSessionTracking: sessionTracking?.isOn === true ? 'ENABLED' : 'DISABLED',
  TokenSession: { MaxPerUser: sessionTracking?.mostPerUser ?? defaultMostPerUser },
});

/** How long a client takes over the sign-in of a browser, as the API shows it. */
export const clientSessionConfiguration = ({ id, poolId, ssoMinutes }: UserPoolClient) => ({
  UserPoolId: poolId,
  ClientId: id,
  SSOSession: { MaxValidityMinutes: ssoMinutes ?? defaultSsoMinutes },
});
