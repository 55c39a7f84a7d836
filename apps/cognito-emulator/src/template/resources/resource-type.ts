import type { z } from 'zod';
import type { Blueprint } from '../blueprint.js';
import type { Remarks } from '../remarks.js';
import { withAnyArn, withProperScalars } from '../scalars.js';
import type { StandIns } from '../stand-ins.js';
import { TemplateError } from '../template.js';

export interface ReadContext {
  readonly region: string;
  readonly logicalId: string;
  /** The pools of the template: logical id by pool id. */
  readonly poolLogicalIds: ReadonlyMap<string, string>;
  /** Takes what is in the template and not acted on. */
  readonly remarks: Remarks;
  /** What stands for what is known on AWS alone. */
  readonly standIns: StandIns;
}

export type Properties = Readonly<Record<string, unknown>>;

/** How one CloudFormation resource type is read. Properties come with every reference resolved. */
export interface ResourceType {
  readonly type: string;
  /** The properties that matter; all of them when absent. */
  readonly reads?: readonly string[];
  /** What `Ref` gives. */
  ref(properties: Properties, context: ReadContext): string;
  /** What `Fn::GetAtt` gives; undefined for an attribute the type doesn't have. */
  attribute?(name: string, properties: Properties, context: ReadContext): string | undefined;
  read(properties: Properties, context: ReadContext): Partial<Blueprint>;
}

/**
 * Properties as a schema has them, scalars of another type read as CloudFormation reads them.
 * @throws TemplateError naming the first property that doesn't fit.
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  properties: Properties,
  context: ReadContext,
): z.output<Schema> {
  const { logicalId } = context;
  const lenient = withAnyArn(schema);
  const scalars = withProperScalars(properties, lenient);
  const first = lenient.safeParse(scalars);
  if (first.success) return first.data;
  const unfit = new Set(first.error.issues.map(({ path }) => path.map(String).join('.')));
  const result = lenient.safeParse(withPlainTexts(scalars, unfit, context));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [logicalId, ...(issue?.path ?? [])].map(String).join('.');
  throw new TemplateError(`${path}: ${issue?.message ?? 'is not understood'}`);
}

/** Puts plain texts in the place of what is known on AWS alone, where a property's rules ask for one. */
function withPlainTexts(
  value: unknown,
  unfit: ReadonlySet<string>,
  context: ReadContext,
  path: readonly string[] = [],
): unknown {
  if (typeof value === 'string')
    return unfit.has(path.join('.'))
      ? standingIn(context.standIns.plain(value), value, path, context)
      : value;
  if (typeof value !== 'object' || value === null) return value;
  const within = (item: unknown, key: number | string) =>
    withPlainTexts(item, unfit, context, [...path, String(key)]);
  if (Array.isArray(value)) return value.map(within);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, within(item, key)]));
}

/** A property's URL, or one that stands for it when it is known on AWS alone. */
export const urlOrStandIn = (url: string, property: string, context: ReadContext) =>
  standingIn(context.standIns.url(url), url, [property], context);

function standingIn(
  made: string | undefined,
  text: string,
  path: readonly string[],
  { logicalId, remarks }: ReadContext,
): string {
  if (made === undefined) return text;
  const property = [logicalId, ...path].join('.');
  remarks.say(`${property} is known on AWS alone: ${made} stands in its place`);
  return made;
}

/** @throws TemplateError when a resource belongs to a pool the template doesn't make. */
export function poolLogicalIdOf(poolId: string, context: ReadContext): string {
  const logicalId = context.poolLogicalIds.get(poolId);
  if (logicalId === undefined)
    throw new TemplateError(
      `${context.logicalId}.UserPoolId: it is not a user pool of this template`,
    );
  return logicalId;
}

/** A property that names the resource, or what it is called without one. Other types than text are refused elsewhere. */
export const textOr = (property: unknown, preset: string) =>
  typeof property === 'string' ? property : preset;
