import { z } from 'zod';

/** The template can't be used. The message says where and why and holds no property's value. */
export class TemplateError extends Error {
  constructor(readonly reason: string) {
    super(`the template is not usable: ${reason}`);
    this.name = 'TemplateError';
  }
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const parameter = z.looseObject({
  Type: z.string(),
  Default: z.union([scalar, z.array(scalar)]).nullish(),
  AllowedValues: z.array(scalar).nullish(),
  AllowedPattern: z.string().nullish(),
  ConstraintDescription: z.string().nullish(),
  MinLength: scalar.nullish(),
  MaxLength: scalar.nullish(),
  MinValue: scalar.nullish(),
  MaxValue: scalar.nullish(),
});

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).nullish(),
  Condition: z.string().nullish(),
  DependsOn: z.union([z.string(), z.array(z.string())]).nullish(),
});

const section = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .record(z.string(), entry)
    .nullish()
    .transform((entries): Readonly<Record<string, z.output<Entry>>> => entries ?? {});

const template = z.looseObject({
  Parameters: section(parameter),
  Mappings: section(z.unknown()),
  Conditions: section(z.unknown()),
  Resources: z.record(z.string(), z.unknown()),
  Outputs: section(z.unknown()),
});

/** A CloudFormation template whose resources are still to be looked at: a loop may stand among them. */
export type Template = z.output<typeof template>;
export type TemplateParameter = z.output<typeof parameter>;
export type TemplateResource = z.output<typeof resource>;
export type TemplateResources = Readonly<Record<string, TemplateResource>>;

/** @throws TemplateError */
export function checkTemplate(value: unknown): Template {
  return checkedPart(template, value, '');
}

/** @throws TemplateError for a resource that isn't one. */
export function checkResources(resources: Readonly<Record<string, unknown>>): TemplateResources {
  return checkedPart(z.record(z.string(), resource), resources, 'Resources.');
}

function checkedPart<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  prefix: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const message = issue?.message ?? '';
  const place = `${prefix}${issue?.path.join('.') ?? ''}`;
  throw new TemplateError(place === '' ? message : `${place}: ${message}`);
}
