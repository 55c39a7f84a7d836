import { requireDevices } from '../../domain/device/device-rules.js';
import { ServiceError } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';

interface OwnerRequest {
  readonly UserPoolId: string;
  readonly Username: string;
}

interface DeviceOwner {
  readonly pool: UserPool;
  readonly user: User;
}

/**
 * The user an administrator names, in a pool that remembers devices.
 * @throws UserNotFoundException, ResourceNotFoundException, InvalidUserPoolConfigurationException
 */
export function deviceOwner(
  { pools, users }: Pick<Services, 'pools' | 'users'>,
  { UserPoolId, Username }: OwnerRequest,
  region: string | undefined,
): DeviceOwner {
  const pool = pools.get(UserPoolId, region);
  requireDevices(pool);
  return { pool, user: users.get(pool, Username) };
}

/** The same for operations whose model has no error of its own for an unknown user (SDK, AdminGetDevice). */
export function shownDeviceOwner(
  services: Pick<Services, 'pools' | 'users'>,
  request: OwnerRequest,
  region: string | undefined,
): DeviceOwner {
  const pool = services.pools.get(request.UserPoolId, region);
  if (services.users.find(pool, request.Username) === undefined)
    throw new ServiceError('ResourceNotFoundException', 'User does not exist.');
  return deviceOwner(services, request, region);
}
