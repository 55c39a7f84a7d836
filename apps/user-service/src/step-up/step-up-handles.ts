import type { UserPrincipal } from '@gatehouse/auth-core';
import { z } from 'zod';
import type { Sealer } from '../sealed/sealer.js';
import { StepUpHandleRequiredError } from './step-up.errors.js';

/** What the handle of a step-up holds. Its caller carries it, sealed. */
export const stepUp = z.object({
  poolId: z.string(),
  sub: z.string(),
  /** The session in which the user stepped up. */
  originJti: z.string(),
  /** The user's token of the app client `account`, which nobody outside this service sees. */
  accessToken: z.string(),
  /** A device that Cognito saw for the first time. */
  newDeviceKey: z.string().optional(),
});
export type StepUp = z.output<typeof stepUp>;

/** The handles of steps-up: encrypted, bound to a user and a session, and good for minutes. */
export class StepUpHandles {
  constructor(private readonly sealer: Sealer<StepUp>) {}

  /**
   * @param proof what the step-up of this user led to
   * @param lifetimeSeconds how long the handle is good for
   * @throws StepUpHandleRequiredError for a user whose tokens do not name their session
   */
  issue(
    user: UserPrincipal,
    proof: Pick<StepUp, 'accessToken' | 'newDeviceKey'>,
    lifetimeSeconds: number,
  ): Promise<string> {
    const { poolId, subject: sub, originJti } = user;
    if (originJti === undefined) throw new StepUpHandleRequiredError();
    return this.sealer.seal({ poolId, sub, originJti, ...proof }, lifetimeSeconds);
  }

  /**
   * What the handle holds.
   *
   * @throws StepUpHandleRequiredError for none, for one that has expired, and for that of another user or session
   */
  async open(user: UserPrincipal, handle: string | undefined): Promise<StepUp> {
    const content = handle === undefined ? undefined : await this.sealer.open(handle);
    if (!content || !isOf(content, user)) throw new StepUpHandleRequiredError();
    return content;
  }
}

const isOf = ({ poolId, sub, originJti }: StepUp, user: UserPrincipal): boolean =>
  poolId === user.poolId && sub === user.subject && originJti === user.originJti;
