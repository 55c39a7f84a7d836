import { fields } from '@gatehouse/platform-core';

/** Bounds on a connection to Valkey or Redis. */
export interface ValkeyConnectionLimits {
  /** Longest time to connect. */
  readonly connectMilliseconds: number;
  /** A connection that is silent for so long, although it is pinged three times in this time, is closed. */
  readonly silenceMilliseconds: number;
  /** Longest pause between two attempts to connect. */
  readonly reconnectPauseMilliseconds: number;
}

export const valkeyConnectionLimits: ValkeyConnectionLimits = {
  connectMilliseconds: 2_000,
  silenceMilliseconds: 3_000,
  reconnectPauseMilliseconds: 2_000,
};

/** The settings of a connection to Valkey, with the given limits as defaults. */
export function valkeyConnectionSettings(limits: ValkeyConnectionLimits = valkeyConnectionLimits) {
  return {
    VALKEY_CONNECT_TIMEOUT_MILLISECONDS: fields
      .milliseconds(limits.connectMilliseconds, { min: 100 })
      .describe('The longest time to connect to Valkey.'),
    VALKEY_SILENCE_TIMEOUT_MILLISECONDS: fields
      .milliseconds(limits.silenceMilliseconds, { min: 300 })
      .describe(
        'A connection to Valkey that is silent for so long is closed. It is pinged three times in this time.',
      ),
    VALKEY_RECONNECT_PAUSE_MILLISECONDS: fields
      .milliseconds(limits.reconnectPauseMilliseconds, { min: 50 })
      .describe('The longest pause between two attempts to connect to Valkey.'),
  };
}

export function valkeyConnectionLimitsOf(config: {
  readonly [Name in keyof ReturnType<typeof valkeyConnectionSettings>]: number;
}): ValkeyConnectionLimits {
  return {
    connectMilliseconds: config.VALKEY_CONNECT_TIMEOUT_MILLISECONDS,
    silenceMilliseconds: config.VALKEY_SILENCE_TIMEOUT_MILLISECONDS,
    reconnectPauseMilliseconds: config.VALKEY_RECONNECT_PAUSE_MILLISECONDS,
  };
}
