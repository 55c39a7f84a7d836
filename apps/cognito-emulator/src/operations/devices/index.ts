import type { Operation } from '../operation.js';
import { adminForgetDevice } from './admin-forget-device.js';
import { adminGetDevice } from './admin-get-device.js';
import { adminListDevices } from './admin-list-devices.js';
import { adminUpdateDeviceStatus } from './admin-update-device-status.js';
import { confirmDevice } from './confirm-device.js';
import { forgetDevice } from './forget-device.js';
import { getDevice } from './get-device.js';
import { listDevices } from './list-devices.js';
import { updateDeviceStatus } from './update-device-status.js';

/** Devices that a pool remembers. */
export const deviceOperations: readonly Operation[] = [
  adminForgetDevice,
  adminGetDevice,
  adminListDevices,
  adminUpdateDeviceStatus,
  confirmDevice,
  forgetDevice,
  getDevice,
  listDevices,
  updateDeviceStatus,
];
