import { z } from 'zod';

const text = z.string().min(1).max(256);
/** Seconds since the epoch. */
const moment = z.int().positive();

/** One sign-in has ended: its tokens carry this `origin_jti`. */
const revokedSession = z.strictObject({
  kind: z.literal('session'),
  poolId: text,
  originJti: text,
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

/** What user-service tells gateways. `expiresAt` is when the last token concerned has expired. */
export const revocation = z.discriminatedUnion('kind', [revokedSession, revokedUser]);
export type RevocationMessage = z.output<typeof revocation>;

/** Most revocations told at once. */
export const maxRevocationsAtOnce = 500;

/** Revocations for a gateway; none at all asks only which gateway it is. */
export const revocationBatch = z.strictObject({
  revocations: z.array(revocation).max(maxRevocationsAtOnce),
});
export type RevocationBatch = z.output<typeof revocationBatch>;

/** A gateway keeps revocations in memory: one with a new `instance` knows none of those told before. */
export const revocationReceipt = z.object({ instance: text });
export type RevocationReceipt = z.output<typeof revocationReceipt>;

/** Where gateways that share a Valkey or Redis hear of revocations, and under which keys they find those in force. */
export const revocationChannel = 'gatehouse:revocations';
export const revocationKeyPrefix = 'gatehouse:revocation:';
