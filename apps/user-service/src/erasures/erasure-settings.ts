import { fields } from '@gatehouse/platform-core';
import { z } from 'zod';

/** How deleted accounts are worked through. */
export interface ErasureLimits {
  /** Pause between two runs of the worker. */
  readonly intervalMilliseconds: number;
  /** Erasures that one run works on at most. */
  readonly batch: number;
  /** How long one instance works on an erasure alone. One that takes longer is repeated by another, which does no harm. */
  readonly leaseMilliseconds: number;
  /** Pause before an erasure is tried again after a failure. */
  readonly retryMilliseconds: number;
  /** An account that is not deleted after so long is reported. */
  readonly reportAfterMilliseconds: number;
}

export const erasureLimits: ErasureLimits = {
  intervalMilliseconds: 2_000,
  batch: 20,
  leaseMilliseconds: 60_000,
  retryMilliseconds: 10_000,
  reportAfterMilliseconds: 3_600_000,
};

/** The settings of the deletion of accounts. */
export const erasureSettings = {
  ERASURE_SERVICES: fields
    .custom(
      'comma-separated list of services, or `none`',
      z
        .string()
        .regex(/^[a-z]+(-[a-z]+)*(,[a-z]+(-[a-z]+)*)*$/, 'must be a list of services, or none')
        .transform((list): readonly string[] => (list === 'none' ? [] : list.split(',')))
        .default(['order-service']),
    )
    .describe(
      'Services that store data of users. An account is deleted once each of them has confirmed that it has erased its data; name them as `PEER_CLIENTS` does.',
    ),
  ERASURE_INTERVAL_MILLISECONDS: fields
    .milliseconds(erasureLimits.intervalMilliseconds, { min: 50, max: 3_600_000 })
    .describe('The pause between two runs that delete accounts.'),
  ERASURE_BATCH: fields
    .count(erasureLimits.batch, { max: 10_000 })
    .describe('The most accounts that one run works on.'),
  ERASURE_LEASE_SECONDS: fields
    .seconds(erasureLimits.leaseMilliseconds / 1_000, { min: 1 })
    .describe(
      'How long one instance works on the deletion of an account before another repeats it. Choose more than a few calls to Cognito take.',
    ),
  ERASURE_RETRY_SECONDS: fields
    .seconds(erasureLimits.retryMilliseconds / 1_000)
    .describe('The pause before a deletion that failed is tried again.'),
  ERASURE_REPORT_AFTER_SECONDS: fields
    .seconds(erasureLimits.reportAfterMilliseconds / 1_000, { max: 2_592_000 })
    .describe(
      'An account that is not deleted so long after the request is reported by the log and by readiness.',
    ),
};

type ErasureConfig = z.output<z.ZodObject<typeof erasureSettings>>;

/** The limits that the settings state, in the units of the worker. */
export function erasureLimitsOf(config: ErasureConfig): ErasureLimits {
  return {
    intervalMilliseconds: config.ERASURE_INTERVAL_MILLISECONDS,
    batch: config.ERASURE_BATCH,
    leaseMilliseconds: config.ERASURE_LEASE_SECONDS * 1_000,
    retryMilliseconds: config.ERASURE_RETRY_SECONDS * 1_000,
    reportAfterMilliseconds: config.ERASURE_REPORT_AFTER_SECONDS * 1_000,
  };
}
