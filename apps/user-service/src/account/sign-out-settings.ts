import { fields, lessThan } from '@gatehouse/platform-core';
import type { z } from 'zod';
import { type SignOutLimits, signOutLimits } from './sign-out-limiter.js';

/** The settings that bound how often users sign out. */
export const signOutSettings = {
  SIGN_OUTS_PER_MINUTE: fields
    .count(signOutLimits.perUserAndMinute, { min: 2, max: 10_000 })
    .describe("The most sign-outs of one user's sessions in a minute; more is 429."),
  SIGN_OUT_PROOFS_PER_MINUTE: lessThan(
    'SIGN_OUTS_PER_MINUTE',
    fields
      .count(signOutLimits.proofsPerSessionAndMinute, { max: 10_000 })
      .describe(
        'The most refresh tokens that one session presents in a minute. Fewer than sign-outs, so that a stolen access token cannot use up those of its owner.',
      ),
  ),
  SIGN_OUT_COUNTERS: fields
    .count(signOutLimits.maxCounters, { min: 100, max: 10_000_000 })
    .describe(
      'The most users and sessions that are counted at once; beyond, the oldest is forgotten.',
    ),
};

type SignOutConfig = z.output<z.ZodObject<typeof signOutSettings>>;

export function signOutLimitsOf(config: SignOutConfig): SignOutLimits {
  return {
    perUserAndMinute: config.SIGN_OUTS_PER_MINUTE,
    proofsPerSessionAndMinute: config.SIGN_OUT_PROOFS_PER_MINUTE,
    maxCounters: config.SIGN_OUT_COUNTERS,
  };
}
