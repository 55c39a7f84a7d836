import type { UserPrincipal } from '@gatehouse/auth-core';
import { z } from 'zod';
import { StepUpHandleRequiredError } from './step-up.errors.js';

/** The user, and the session of theirs, that a sealed text of a step-up is for. */
export const stepUpOwner = {
  poolId: z.string(),
  sub: z.string(),
  /** The session in which the user steps up. */
  originJti: z.string(),
};
type StepUpOwner = z.output<z.ZodObject<typeof stepUpOwner>>;

/** @throws StepUpHandleRequiredError for a user whose tokens do not name their session */
export function stepUpOwnerOf({ poolId, subject: sub, originJti }: UserPrincipal): StepUpOwner {
  if (originJti === undefined) throw new StepUpHandleRequiredError();
  return { poolId, sub, originJti };
}

export const isOfUser = ({ poolId, sub }: StepUpOwner, user: UserPrincipal): boolean =>
  poolId === user.poolId && sub === user.subject;

export const isOfUserAndSession = (owner: StepUpOwner, user: UserPrincipal): boolean =>
  isOfUser(owner, user) && owner.originJti === user.originJti;
