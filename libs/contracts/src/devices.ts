import { z } from 'zod';
import { line } from './text.js';
import { deviceKey } from './users.js';

const base64 = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64');

/**
 * Registers the device of a step-up, which returned its key. The device keeps a random password, and proves it by SRP when
 * it signs in (Cognito developer guide, "Working with user devices in your user pool").
 */
export const rememberDevice = z.strictObject({
  /** The name that the list of devices shows. */
  name: line(100).optional(),
  /** The SRP verifier of the password for the group key and the key of the device: 3,072 bits in base64. */
  verifier: base64(1_024),
  /** The salt of the verifier: 16 bytes in base64. */
  salt: base64(64),
});
export type RememberDevice = z.output<typeof rememberDevice>;

/** The devices that the user has had remembered. */
export const devices = z.object({
  devices: z.array(
    z.object({
      key: deviceKey,
      name: z.string().nullable(),
      created_at: z.iso.datetime(),
      last_used_at: z.iso.datetime(),
    }),
  ),
});
export type Devices = z.output<typeof devices>;
