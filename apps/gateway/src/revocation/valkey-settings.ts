import { fields } from '@gatehouse/platform-core';
import {
  type ValkeyConnectionLimits,
  valkeyConnectionLimits,
  valkeyConnectionLimitsOf,
  valkeyConnectionSettings,
} from '@gatehouse/platform-nest';
import type { z } from 'zod';

/** How the gateway connects to Valkey and reads from it. */
export interface ValkeyLimits extends ValkeyConnectionLimits {
  /** Pause after an attempt to read all revocations that failed. */
  readonly retryPauseMilliseconds: number;
  /** Entries read at once. */
  readonly keysAtOnce: number;
}

export const valkeyLimits: ValkeyLimits = {
  ...valkeyConnectionLimits,
  retryPauseMilliseconds: 500,
  keysAtOnce: 500,
};

/** The settings of the Valkey through which the gateway hears of ended sessions. */
export const valkeySettings = {
  VALKEY_URL: fields
    .valkeyUrl()
    .optional()
    .describe(
      'A Valkey or Redis through which all gateways hear which sessions have ended: `redis://…` or `rediss://…`.',
    ),
  ...valkeyConnectionSettings(),
  VALKEY_RETRY_PAUSE_MILLISECONDS: fields
    .milliseconds(valkeyLimits.retryPauseMilliseconds, { min: 10 })
    .describe('The pause after a failed attempt to read all ended sessions from Valkey.'),
  VALKEY_KEYS_AT_ONCE: fields
    .count(valkeyLimits.keysAtOnce, { max: 100_000 })
    .describe('How many ended sessions are read from Valkey at once.'),
};

type ValkeyConfig = z.output<z.ZodObject<typeof valkeySettings>>;

export function valkeyLimitsOf(config: ValkeyConfig): ValkeyLimits {
  return {
    ...valkeyConnectionLimitsOf(config),
    retryPauseMilliseconds: config.VALKEY_RETRY_PAUSE_MILLISECONDS,
    keysAtOnce: config.VALKEY_KEYS_AT_ONCE,
  };
}
