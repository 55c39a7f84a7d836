import type { z } from 'zod';
import type { Blueprint } from '../blueprint.js';
import type { Remarks } from '../remarks.js';
import { withAnyArn, withProperScalars } from '../scalars.js';
import { TemplateError } from '../template.js';

export interface ReadContext {
  readonly region: string;
  readonly logicalId: string;
  /** The pools of the template: logical id by pool id. */
  readonly poolLogicalIds: ReadonlyMap<string, string>;
  /** Takes what is in the template and not acted on. */
  readonly remarks: Remarks;
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
  { logicalId }: ReadContext,
): z.output<Schema> {
  const lenient = withAnyArn(schema);
  const result = lenient.safeParse(withProperScalars(properties, lenient));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [logicalId, ...(issue?.path ?? [])].map(String).join('.');
  throw new TemplateError(`${path}: ${issue?.message ?? 'is not understood'}`);
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
