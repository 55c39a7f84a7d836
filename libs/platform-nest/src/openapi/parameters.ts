import type { z } from 'zod';
import { OpenApiError } from './openapi-error.js';
import type { RouteInputs } from './route-inputs.js';
import type { JsonSchema, SchemaComponents } from './schema-components.js';

/** The parameters of a route: of its path, which all are needed, of its query and of its headers. */
export function describeParameters(
  path: string,
  { path: checked, query, headers }: RouteInputs,
  components: SchemaComponents,
): object[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const schema = checked[name];
    return {
      name,
      in: 'path',
      required: true,
      schema: schema ? components.of(schema, 'input') : { type: 'string' },
    };
  });
  const inHeaders = Object.entries(headers).map(([name, schema]) => ({
    name,
    in: 'header',
    required: isRequired(schema),
    schema: components.of(schema, 'input'),
  }));
  return [
    ...inPath,
    ...(query ? queryParameters(components.of(query, 'input')) : []),
    ...inHeaders,
  ];
}

function queryParameters({ properties, required = [] }: JsonSchema): object[] {
  if (typeof properties !== 'object' || properties === null) {
    throw new OpenApiError('a query whose schema is no object');
  }
  return Object.entries(properties).map(([name, schema]: [string, unknown]) => ({
    name,
    in: 'query',
    required: (required as readonly string[]).includes(name),
    schema,
  }));
}

function isRequired(schema: z.ZodType): boolean {
  return !schema.safeParse(undefined).success;
}
