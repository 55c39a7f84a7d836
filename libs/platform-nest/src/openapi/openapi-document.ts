import type { z } from 'zod';
import type { DocumentedRoute, RouteAccess } from './documented-route.js';
import { OpenApiError } from './openapi-error.js';
import { describeOperation, type Operation } from './operation.js';
import { problemSchema } from './problem-schema.js';
import { type JsonSchema, SchemaComponents } from './schema-components.js';

export interface OpenApiOptions<Route extends DocumentedRoute> {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly object[];
  readonly routes: readonly Route[];
  /** Schemas that get a name of their own. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
  readonly securitySchemes: Readonly<Record<string, object>>;
  readonly access: (route: Route) => RouteAccess;
}

export interface OpenApiDocument extends Omit<
  OpenApiOptions<never>,
  'routes' | 'schemas' | 'securitySchemes' | 'access'
> {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

/**
 * An OpenAPI 3.1 document of these routes: inputs as the pipes check them, answers as `@Answers()` and `@Refuses()`
 * declare them, callers as `access` tells.
 *
 * @throws OpenApiError for a route that can't be documented truly
 */
export function openApiDocument<Route extends DocumentedRoute>(
  options: OpenApiOptions<Route>,
): OpenApiDocument {
  const { info, servers, routes, securitySchemes, access } = options;
  const components = new SchemaComponents({ ...options.schemas, Problem: problemSchema });
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = templateOf(route);
    const method = route.method.toLowerCase();
    paths[path] = { ...paths[path], [method]: describeOperation(route, access(route), components) };
  }
  return {
    openapi: '3.1.0',
    info,
    servers,
    paths,
    components: { schemas: sorted(components.schemas), securitySchemes },
  };
}

function templateOf({ method, path }: DocumentedRoute): string {
  if (method === '*' || path.includes('*')) {
    throw new OpenApiError(`${method} ${path} is more than one route`);
  }
  return path.replace(/:(\w+)/g, '{$1}');
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
