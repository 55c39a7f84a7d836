import { z } from 'zod';
import { account, passkeys } from './account-changes.js';
import { sessions } from './sessions.js';
import { profile } from './users.js';

/** What this system stores about a user: everything but orders, which the linked route pages. */
export const accountData = z.object({
  account,
  profile,
  passkeys: passkeys.shape.passkeys,
  sessions: sessions.shape.sessions,
  links: z.object({
    /** The path at the gateway where the user's orders are. */
    orders: z.literal('/orders'),
  }),
});
export type AccountData = z.output<typeof accountData>;
