import type { Device } from '../../domain/device/device.js';
import type { User } from '../../domain/user/user.js';
import { pageOf, pageSize, pageStart } from '../page.js';
import type { Services } from '../services.js';

interface DeviceListRequest {
  readonly Limit?: number | undefined;
  readonly PaginationToken?: string | undefined;
}

/**
 * A page of a user's devices, oldest first.
 * @throws InvalidParameterException for a token that no page gave.
 */
export async function devicePage(
  { devices }: Pick<Services, 'devices'>,
  user: User,
  { Limit, PaginationToken }: DeviceListRequest,
  isListed: (device: Device) => boolean = () => true,
) {
  const start = pageStart(PaginationToken);
  const afterPlace = start && (devices.placeOf(user, start.key) ?? start.place);
  const listed = [...devices.ofUser(user, afterPlace)].filter(isListed);
  return pageOf(listed, pageSize(Limit), ({ key }) => ({
    key,
    place: devices.placeOf(user, key) ?? 0,
  }));
}
