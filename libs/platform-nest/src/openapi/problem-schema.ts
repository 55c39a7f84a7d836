import type { Problem } from '@gatehouse/platform-core';
import { z } from 'zod';

/** A problem detail as apps answer it (RFC 9457 §3). */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string().optional().describe('A stable word a program can branch on.'),
  requestId: z.string().optional(),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe('Where a request does not have the expected form.'),
}) satisfies z.ZodType<Problem>;
