import { z } from 'zod';
import { isOneVisibleLine } from './visible-text.js';

/**
 * One line of text that people write and read: a name or a note, in any script. Spaces around it are removed; otherwise it is
 * kept as written. It is not normalized to NFC, which replaces some ideographs of Japanese names by others, and nothing
 * compares these texts.
 *
 * @param max the greatest length in Unicode code points, which is what PostgreSQL's `char_length` and JSON Schema count
 */
export const line = (max: number) =>
  z
    .string()
    // First, so that no rule below runs over a text of any length.
    .refine((text) => codePoints(text.trim()) <= max, {
      error: `must be at most ${max} characters long`,
      abort: true,
    })
    .refine(isOneVisibleLine, {
      error:
        'must be one line of visible text, without line breaks and without control, formatting, private-use or unassigned characters',
      abort: true,
    })
    .trim()
    .meta({
      minLength: 1,
      maxLength: max,
      description:
        'One line of text in any script. Spaces around it are removed. It must have a visible character. Line breaks and control, formatting, direction, zero-width, private-use and unassigned characters are rejected; joiners and variation selectors are accepted where a script or an emoji needs them. The length counts Unicode code points.',
    });

function codePoints(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}
