import { z } from 'zod';

/**
 * One line of text as people write it, white space around it dropped: without control characters, which
 * PostgreSQL in part refuses, and without halves of surrogate pairs, which UTF-8 can't write.
 *
 * @param max its greatest length, in UTF-16 code units
 */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of plain text');
