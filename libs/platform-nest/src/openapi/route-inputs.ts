import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { z } from 'zod';
import type { SchemaPipe } from '../valid.pipe.js';
import { OpenApiError } from './openapi-error.js';
import { readHeader } from './request-header.decorator.js';

/** What a method takes of a request, by the schemas its pipes enforce. */
export interface RouteInputs {
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly path: Readonly<Record<string, z.ZodType>>;
  readonly headers: Readonly<Record<string, z.ZodType>>;
}

interface Parameter {
  readonly data?: unknown;
  readonly pipes?: readonly unknown[];
  readonly factory?: unknown;
}

type Place = 'body' | 'query' | 'path' | 'headers';

const places: Readonly<Record<string, Place>> = {
  [RouteParamtypes.BODY]: 'body',
  [RouteParamtypes.QUERY]: 'query',
  [RouteParamtypes.PARAM]: 'path',
};

/** @throws OpenApiError for an input that no schema checks */
export function routeInputs(controller: object, name: string): RouteInputs {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    Parameter
  >;
  const inputs = { path: {}, headers: {} } as Record<Place, unknown>;
  for (const [key, parameter] of Object.entries(parameters)) {
    const place = placeOf(key, parameter);
    if (place === undefined) continue;
    const { data } = parameter;
    const isNamed = typeof data === 'string';
    if (isNamed === (place === 'body' || place === 'query')) {
      throw new OpenApiError(`${name} takes ${place} in a way that documents can't tell`);
    }
    const schema = schemaOf(parameter);
    if (!schema) throw new OpenApiError(`${name} takes ${place} that no schema checks`);
    if (isNamed) (inputs[place] as Record<string, z.ZodType>)[data] = schema;
    else inputs[place] = schema;
  }
  return inputs as unknown as RouteInputs;
}

/** Where a parameter comes from, undefined when it isn't the caller's: the request, the principal and the like. */
function placeOf(key: string, { factory }: Parameter): Place | undefined {
  if (factory !== undefined) return factory === readHeader ? 'headers' : undefined;
  return places[key.split(':')[0] ?? ''];
}

function schemaOf({ pipes = [] }: Parameter): z.ZodType | undefined {
  const isSchemaPipe = (pipe: unknown): pipe is SchemaPipe<z.ZodType> =>
    typeof pipe === 'object' && pipe !== null && 'schema' in pipe;
  return pipes.find(isSchemaPipe)?.schema;
}
