import { z } from 'zod';
import { withMetadata } from './setting-metadata.js';

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** A TCP port; 0 lets the system choose one. */
export const port = (preset: number) =>
  wholeNumber(preset, { type: 'port', min: 0, max: 65_535 }, { type: 'port' });

/** A whole number of seconds. */
export const seconds = (preset: number, { min = 0, max = 86_400 }: Bounds = {}) =>
  wholeNumber(preset, { type: 'seconds', min, max }, { unit: 's' });

/** A whole number of milliseconds. */
export const milliseconds = (preset: number, { min = 1, max = 60_000 }: Bounds = {}) =>
  wholeNumber(preset, { type: 'milliseconds', min, max }, { unit: 'ms' });

/** How many there may be of something. */
export const count = (preset: number, { min = 1, max = 1_000_000 }: Bounds = {}) =>
  wholeNumber(preset, { type: 'count', min, max });

/** A size in bytes. */
export const bytes = (preset: number, { min = 1, max = 1_073_741_824 }: Bounds = {}) =>
  wholeNumber(preset, { type: 'bytes', min, max }, { unit: 'bytes' });

/** A part of a whole, from 0 to 1. */
export const share = (preset: number) =>
  withMetadata(
    z
      .string()
      .refine((text) => /^(?:0|1|[01]?\.\d{1,6})$/.test(text) && Number(text) <= 1, {
        error: 'must be a number from 0 to 1',
      })
      .transform(Number)
      .default(preset),
    { type: 'number, 0 to 1' },
  );

/** Decimal digits alone: `Number` would accept `0x10`, `1e3` and white space too. */
function wholeNumber(
  preset: number,
  { type, min, max }: { readonly type: string } & Required<Bounds>,
  metadata: { readonly type?: string; readonly unit?: string } = {},
) {
  const isInRange = (number: number) => number >= min && number <= max;
  if (!isInRange(preset))
    throw new RangeError(`the default ${preset} is not from ${min} to ${max}`);
  return withMetadata(
    z
      .string()
      .refine((text) => /^\d{1,15}$/.test(text) && isInRange(Number(text)), {
        error: `must be a whole number from ${min} to ${max}`,
      })
      .transform(Number)
      .default(preset),
    { type: `${type}, ${min} to ${max}`, ...metadata },
  );
}
