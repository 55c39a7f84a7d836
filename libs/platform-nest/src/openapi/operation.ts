import { STATUS_CODES } from 'node:http';
import { statusByKind } from '../problem.filter.js';
import { declaredAnswer } from './answers.decorator.js';
import type { DocumentedRoute, RouteAccess } from './documented-route.js';
import { OpenApiError } from './openapi-error.js';
import { describeParameters } from './parameters.js';
import { problemSchema } from './problem-schema.js';
import { declaredRefusals } from './refuses.decorator.js';
import { type RouteInputs, routeInputs } from './route-inputs.js';
import type { SchemaComponents } from './schema-components.js';

/** An operation of an OpenAPI document. */
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly description: string;
  readonly parameters: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
  readonly security: readonly object[];
  readonly [extension: `x-${string}`]: unknown;
}

/** @throws OpenApiError when the route doesn't say what it answers, or takes what nothing checks */
export function describeOperation(
  route: DocumentedRoute,
  access: RouteAccess,
  components: SchemaComponents,
): Operation {
  const inputs = routeInputs(route.controller, route.name);
  const tag = lowerFirst(route.controller.name.replace(/Controller$/, ''));
  const { security, description, extensions } = access;
  return {
    operationId: tag + upperFirst(route.name),
    tags: [tag],
    description,
    ...extensions,
    parameters: describeParameters(route.path, inputs, components),
    ...requestBody(inputs, components),
    responses: {
      ...success(route, components),
      ...refusals(route, inputs, access, components),
    },
    security,
  };
}

function requestBody({ body }: RouteInputs, components: SchemaComponents) {
  if (!body) return {};
  const required = !body.safeParse(undefined).success;
  const content = { 'application/json': { schema: components.of(body, 'input') } };
  return { requestBody: { required, content } };
}

function success({ handler, controller, name }: DocumentedRoute, components: SchemaComponents) {
  const answer = declaredAnswer(handler);
  if (!answer) throw new OpenApiError(`${controller.name}.${name} has no @Answers()`);
  const { status, schema } = answer;
  const description = STATUS_CODES[status] ?? '';
  const content = schema && { 'application/json': { schema: components.of(schema, 'output') } };
  return { [status]: { description, ...(content ? { content } : {}) } };
}

/** What refuses, by status: the form of the request, the guards, the method itself, and all there is besides. */
function refusals(
  { handler }: DocumentedRoute,
  inputs: RouteInputs,
  access: RouteAccess,
  components: SchemaComponents,
): Record<string, object> {
  const lines: [status: number, line: string][] = [
    ...(isChecked(inputs) ? [[400, '`invalid_request`'] as [number, string]] : []),
    ...Object.entries(access.refusals).flatMap(([status, codes]) =>
      codes.map((code): [number, string] => [Number(status), `\`${code}\``]),
    ),
    ...declaredRefusals(handler).map(({ kind, code, publicMessage }): [number, string] => [
      statusByKind[kind],
      `\`${code}\`: ${publicMessage}`,
    ]),
  ];
  const schema = components.of(problemSchema, 'output');
  const content = { 'application/problem+json': { schema } };
  const statuses = [...new Set(lines.map(([status]) => status))].sort((a, b) => a - b);
  const told = statuses.map((status) => {
    const description = lines
      .flatMap(([of, line]) => (of === status ? [`- ${line}`] : []))
      .join('\n');
    return [status, { description, ...(status === 401 ? challenge : {}), content }];
  });
  const rest = { description: 'Any other refusal or failure.', content };
  return { ...(Object.fromEntries(told) as Record<string, object>), default: rest };
}

const challenge = {
  headers: {
    'WWW-Authenticate': {
      description: 'What would let the caller in (RFC 6750 §3, RFC 9470 §3).',
      schema: { type: 'string' },
    },
  },
};

function isChecked({ body, query, path, headers }: RouteInputs): boolean {
  const named = [...Object.keys(path), ...Object.keys(headers)];
  return body !== undefined || query !== undefined || named.length > 0;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
