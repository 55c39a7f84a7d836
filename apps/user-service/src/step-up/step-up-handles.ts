import type { UserPrincipal } from '@gatehouse/auth-core';
import { z } from 'zod';
import type { Sealer } from '../sealed/sealer.js';
import { StepUpHandleRequiredError } from './step-up.errors.js';
import { isOfUserAndSession, stepUpOwner, stepUpOwnerOf } from './step-up-owner.js';

/** What the handle of a step-up holds. Its caller carries it, sealed. */
export const stepUp = z.object({
  ...stepUpOwner,
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
  async issue(
    user: UserPrincipal,
    proof: Pick<StepUp, 'accessToken' | 'newDeviceKey'>,
    lifetimeSeconds: number,
  ): Promise<string> {
    return this.sealer.seal({ ...stepUpOwnerOf(user), ...proof }, lifetimeSeconds);
  }

  /**
   * What the handle holds.
   *
   * @throws StepUpHandleRequiredError for none, for one that has expired, and for that of another user or session
   */
  async open(user: UserPrincipal, handle: string | undefined): Promise<StepUp> {
    const content = handle === undefined ? undefined : await this.sealer.open(handle);
    if (!content || !isOfUserAndSession(content, user)) throw new StepUpHandleRequiredError();
    return content;
  }
}
