import { fields } from '@gatehouse/platform-core';
import type { z } from 'zod';

/** How order-service follows the deletion of accounts. */
export interface ErasureFollowerLimits {
  /** Pause between two calls of user-service. */
  readonly intervalMilliseconds: number;
  /** Failures that last for so long are reported. */
  readonly reportAfterMilliseconds: number;
}

export const erasureFollowerLimits: ErasureFollowerLimits = {
  intervalMilliseconds: 5_000,
  reportAfterMilliseconds: 300_000,
};

/** The settings of the anonymization of orders. */
export const erasureSettings = {
  ERASURE_INTERVAL_MILLISECONDS: fields
    .milliseconds(erasureFollowerLimits.intervalMilliseconds, { min: 50, max: 3_600_000 })
    .describe(
      'How often the service calls user-service for deleted accounts, whose orders it anonymizes.',
    ),
  ERASURE_REPORT_AFTER_SECONDS: fields
    .seconds(erasureFollowerLimits.reportAfterMilliseconds / 1_000)
    .describe(
      'When orders of deleted accounts have not been anonymized for so long, the log and readiness report it.',
    ),
};

type ErasureConfig = z.output<z.ZodObject<typeof erasureSettings>>;

/** The limits that the settings state, in the units of the follower. */
export function erasureFollowerLimitsOf(config: ErasureConfig): ErasureFollowerLimits {
  return {
    intervalMilliseconds: config.ERASURE_INTERVAL_MILLISECONDS,
    reportAfterMilliseconds: config.ERASURE_REPORT_AFTER_SECONDS * 1_000,
  };
}
