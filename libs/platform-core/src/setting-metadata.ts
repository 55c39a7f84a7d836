import { z } from 'zod';
import { isProduction } from './node-env.js';

/** When a setting that has no default must be set, in words and as a test of the variables that are set. */
export interface Condition {
  /** Completes "required …": "in production". */
  readonly text: string;
  holds(values: ReadonlyMap<string, string>): boolean;
}

interface Metadata {
  /** What the text of the variable must be: "port", "seconds, 1 to 300". */
  readonly type: string;
  readonly isSecret: boolean;
  /** Follows the default on the reference page: "s". */
  readonly unit: string;
  readonly requiredWhen: Condition;
  /** The setting that this one must be less than. */
  readonly lessThan: string;
}

/** Zod's registries inherit metadata by `.describe()`, `.min()` and other methods that return a changed copy. */
const metadata = z.registry<Readonly<Record<string, unknown>>>();

/** The fields of a schema by their names. */
export function fieldsOf(config: z.ZodObject): readonly (readonly [string, z.core.$ZodType])[] {
  const shape: z.core.$ZodShape = config.shape;
  return Object.entries(shape);
}

/** A copy of the field with more metadata. `metadataOf` finds it under `.optional()`, `.default()` and transforms. */
export function withMetadata<Field extends z.ZodType>(
  field: Field,
  added: Partial<Metadata>,
): Field {
  const copy = field.clone();
  metadata.add(copy, { ...added });
  return copy;
}

export function metadataOf(field: z.core.$ZodType): Partial<Metadata> {
  const inner = innerOf(field);
  return { ...(inner && metadataOf(inner)), ...metadata.get(field) };
}

/** The text of `.describe()`, that of the outermost schema first. */
export function descriptionOf(field: z.core.$ZodType): string | undefined {
  const inner = innerOf(field);
  return z.globalRegistry.get(field)?.description ?? (inner && descriptionOf(inner));
}

/** The value of a setting that is not set; undefined without a default. */
export function defaultOf(field: z.core.$ZodType): string | number | boolean | undefined {
  const { type, defaultValue } = field._zod.def as {
    readonly type: string;
    readonly defaultValue?: string | number | boolean;
  };
  if (type === 'default') return defaultValue;
  const inner = innerOf(field);
  return inner && defaultOf(inner);
}

/** A field without a default that must be set when the condition holds. `missingSettings` finds it. */
export function requiredWhen<Field extends z.ZodType>(
  condition: Condition,
  field: Field,
): z.ZodOptional<Field> {
  return withMetadata(field.optional(), { requiredWhen: condition });
}

/** A number that must be less than that of another setting of the same schema. `loadConfig` checks it. */
export function lessThan<Field extends z.ZodType>(other: string, field: Field): Field {
  return withMetadata(field, { lessThan: other });
}

export const inProduction: Condition = {
  text: 'in production',
  holds: (values) => isProduction(values.get('NODE_ENV')),
};

/** Holds when the other setting is set. */
export const whenSet = (name: string): Condition => ({
  text: `with \`${name}\``,
  holds: (values) => values.has(name),
});

/** Holds when the other setting is not set. */
export const unlessSet = (name: string): Condition => ({
  text: `without \`${name}\``,
  holds: (values) => !values.has(name),
});

function innerOf(field: z.core.$ZodType): z.core.$ZodType | undefined {
  const { innerType, in: input } = field._zod.def as {
    readonly innerType?: z.core.$ZodType;
    readonly in?: z.core.$ZodType;
  };
  return innerType ?? input;
}
