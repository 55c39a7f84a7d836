import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

/** Input doesn't fit its schema. The faults name paths and rules, never what was sent. */
export class SchemaMismatchError extends Error {
  override name = 'SchemaMismatchError';

  constructor(readonly faults: readonly { readonly path: string; readonly message: string }[]) {
    super('The request does not have the expected form.');
  }
}

/** A pipe that says what it takes, so that documents are made from what is enforced. */
export interface SchemaPipe<Schema extends z.ZodType> extends PipeTransform<
  unknown,
  z.output<Schema>
> {
  readonly schema: Schema;
}

/** A pipe that takes what fits the schema, for `@Body(valid(placeOrder))` and its like. */
export function valid<Schema extends z.ZodType>(schema: Schema): SchemaPipe<Schema> {
  return {
    schema,
    transform(value) {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      throw new SchemaMismatchError(
        result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      );
    },
  };
}
