import { z } from 'zod';

const text = z.string().min(1).max(256);
/** Seconds since the epoch. */
const moment = z.int().positive();

/**
 * One session has ended: its tokens carry this `origin_jti`. `subject` and `startedAt` (`auth_time`) are absent from
 * revocations that were stored before user-service recorded them.
 */
const revokedSession = z.strictObject({
  kind: z.literal('session'),
  poolId: text,
  originJti: text,
  subject: text.optional(),
  startedAt: moment.optional(),
  expiresAt: moment,
});

/** All tokens of a user with this `iat` or an earlier one have ended. */
const revokedUser = z.strictObject({
  kind: z.literal('user'),
  poolId: text,
  subject: text,
  issuedUntil: moment,
  expiresAt: moment,
});

/** All sessions of a user with this `auth_time` or an earlier one have ended, however often they are refreshed. */
const revokedEarlierSessions = z.strictObject({
  kind: z.literal('earlier_sessions'),
  poolId: text,
  subject: text,
  startedUntil: moment,
  expiresAt: moment,
});

/** What user-service sends to gateways. `expiresAt` is when the last token concerned has expired. */
export const revocation = z.discriminatedUnion('kind', [
  revokedSession,
  revokedUser,
  revokedEarlierSessions,
]);
export type RevocationMessage = z.output<typeof revocation>;

/**
 * Most revocations in force at once. Every gateway holds this many in memory, and user-service stores no more, so that
 * no gateway has to reject one.
 */
export const revocationCapacity = 1_000_000;

/** Most revocations in one request to a gateway. */
export const maxRevocationsAtOnce = 500;

/**
 * Revocations for a gateway; an empty list only requests the gateway's receipt. `isComplete`: with these, the gateway has
 * everything that was in force when user-service began to send.
 */
export const revocationBatch = z.strictObject({
  revocations: z.array(revocation).max(maxRevocationsAtOnce),
  isComplete: z.literal(true).optional(),
});
export type RevocationBatch = z.output<typeof revocationBatch>;

/** A gateway keeps revocations in memory: one with a new `instance` has lost those that were sent before. */
export const revocationReceipt = z.object({ instance: text });
export type RevocationReceipt = z.output<typeof revocationReceipt>;
