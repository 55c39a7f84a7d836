import { z } from 'zod';
import { userId } from './users.js';

/** Most users in one page, and in one confirmation. */
export const maxErasuresAtOnce = 100;

/** A user whose account is being deleted, by the names that rows of all services have. */
export const erasedUser = z.strictObject({ poolId: z.string().min(1).max(256), sub: userId });
export type ErasedUser = z.output<typeof erasedUser>;

const erasedUsers = z.array(erasedUser).max(maxErasuresAtOnce);

/** The users whose data the calling service has yet to erase, the oldest request first. There may be more of them. */
export const erasurePage = z.object({ items: erasedUsers });
export type ErasurePage = z.output<typeof erasurePage>;

/** The users of whom the calling service holds no personal data any more. */
export const confirmErasures = z.strictObject({ items: erasedUsers.min(1) });
export type ConfirmErasures = z.output<typeof confirmErasures>;
