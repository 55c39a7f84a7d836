import { z } from 'zod';

/** The `origin_jti` of the session's tokens. */
export const sessionId = z
  .string()
  .max(64)
  .regex(/^[\w-]+$/, 'must be the id of a session');

/** The sessions of a user that have not ended, the one that was active last first. */
export const sessions = z.object({
  sessions: z.array(
    z.object({
      id: sessionId,
      /** Whether the request came in this session. */
      current: z.boolean(),
      /** The `User-Agent` of the last request. */
      user_agent: z.string().nullable(),
      started_at: z.iso.datetime(),
      /** Exact to the hour. */
      last_active_at: z.iso.datetime(),
    }),
  ),
});
export type Sessions = z.output<typeof sessions>;
