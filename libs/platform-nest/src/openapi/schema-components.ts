import { z } from 'zod';
import { OpenApiError } from './openapi-error.js';

/** JSON Schema of 2020-12, the dialect of OpenAPI 3.1. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON schemas of a document: those with a name stand once and are referred to. */
export class SchemaComponents {
  /** Those referred to so far, by name. */
  readonly schemas: Record<string, JsonSchema> = {};
  private readonly registry = z.registry<{ id: string }>();

  constructor(names: Readonly<Record<string, z.ZodType>>) {
    for (const [id, schema] of Object.entries(names)) this.registry.add(schema, { id });
  }

  /**
   * What callers send (`input`) or are sent (`output`).
   *
   * @throws OpenApiError for a name whose schema differs between the two
   */
  of(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const made = z.toJSONSchema(schema, {
      io,
      metadata: this.registry,
      override: ({ zodSchema, jsonSchema }) => {
        Object.assign(jsonSchema, described(z.globalRegistry.get(zodSchema)));
        if (io === 'output') loosen(jsonSchema);
      },
    });
    const moved = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
    const { $schema: _dialect, $defs = {}, ...rest } = JSON.parse(moved) as Made;
    for (const [name, component] of Object.entries($defs)) this.keep(name, component);
    return rest;
  }

  private keep(name: string, component: JsonSchema): void {
    const kept = (this.schemas[name] ??= component);
    if (JSON.stringify(kept) !== JSON.stringify(component)) {
      throw new OpenApiError(`${name} is one schema for callers and another for answers`);
    }
  }
}

/** Lengths are stated by schemas that count code points, as JSON Schema does; Zod's own checks count UTF-16 code units. */
function described({ description, examples, minLength, maxLength }: z.GlobalMeta = {}): JsonSchema {
  const stated = { description, examples, minLength, maxLength };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

type Made = JsonSchema & { readonly $defs?: Readonly<Record<string, JsonSchema>> };

/** Answers may have more members one day, and a format says what its pattern does. */
function loosen(schema: Record<string, unknown>): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  if (schema.format !== undefined) delete schema.pattern;
}
