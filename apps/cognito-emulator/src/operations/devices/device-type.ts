import type { Device } from '../../domain/device/device.js';
import { partitionOf } from '../../domain/partition.js';
import { accountId } from '../../domain/pool/pool-ids.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { User } from '../../domain/user/user.js';
import { timestamp } from '../answers.js';

/** The emulator doesn't look where requests come from. */
const lastIpAddress = '127.0.0.1';

/** A device as its user is shown it (DeviceType; API reference, GetDevice). */
export const deviceType = (device: Device) =>
  described(device, [...visible(device), ['last_ip_used', lastIpAddress]]);

/** A device as administrators are shown it, with attributes that are theirs alone (API reference, AdminListDevices). */
export function adminDeviceType(device: Device, { username }: User, { region }: UserPool) {
  const { key, poolId, isRemembered } = device;
  const owner = `${username}.${poolId}`;
  const arn = `arn:${partitionOf(region)}:cognito-idp:${region}:${accountId}`;
  return described(device, [
    ...visible(device),
    ['dev:device_arn', `${arn}:owner/${owner}/device/${key}`],
    ['dev:device_owner', owner],
    ['last_ip_used', lastIpAddress],
    ['dev:device_remembered_status', isRemembered ? 'remembered' : 'not_remembered'],
    ['dev:device_sdk', 'aws-sdk-unknown-unknown'],
  ]);
}

type Attributes = readonly (readonly [string, string])[];

const visible = ({ name }: Device): Attributes => [
  ['device_status', 'valid'],
  ...(name === undefined ? [] : [['device_name', name] as const]),
];

function described(device: Device, attributes: Attributes) {
  return {
    DeviceKey: device.key,
    DeviceAttributes: attributes.map(([Name, Value]) => ({ Name, Value })),
    DeviceCreateDate: timestamp(device.createdAt),
    DeviceLastModifiedDate: timestamp(device.updatedAt),
    // Cognito gives this one in whole seconds.
    DeviceLastAuthenticatedDate: Math.floor(timestamp(device.authenticatedAt)),
  };
}
