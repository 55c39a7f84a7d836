import type { z } from 'zod';

const secretFields = new WeakSet<z.core.$ZodType>();

/** Marks a field as secret. `secretNames` finds the mark under `.optional()`, `.default()` and transforms. */
export function markSecret<Field extends z.ZodType>(field: Field): Field {
  secretFields.add(field);
  return field;
}

/**
 * The names of the secret settings of a schema. A deployment passes each as a file (`NAME_FILE`), because a variable's
 * value is shown by `docker inspect` and in /proc/<pid>/environ.
 */
export function secretNames(config: z.ZodObject): readonly string[] {
  return Object.entries(config.shape as z.core.$ZodShape)
    .filter(([, field]) => isSecret(field))
    .map(([name]) => name);
}

function isSecret(field: z.core.$ZodType): boolean {
  if (secretFields.has(field)) return true;
  const { innerType, in: input } = field._zod.def as {
    readonly innerType?: z.core.$ZodType;
    readonly in?: z.core.$ZodType;
  };
  const inner = innerType ?? input;
  return inner !== undefined && isSecret(inner);
}
