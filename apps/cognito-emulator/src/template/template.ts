import { z } from 'zod';

/** The template can't be used. The message says where and why and holds no property's value. */
export class TemplateError extends Error {
  constructor(message: string) {
    super(`the template is not usable: ${message}`);
    this.name = 'TemplateError';
  }
}

const template = z.looseObject({
  Parameters: z
    .record(
      z.string(),
      z.looseObject({
        Type: z.string(),
        Default: z.union([z.string(), z.number(), z.boolean()]).optional(),
      }),
    )
    .optional(),
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).optional(),
      Condition: z.string().optional(),
    }),
  ),
});

/** A CloudFormation template. */
export type Template = z.output<typeof template>;
export type TemplateResource = Template['Resources'][string];

/** @throws TemplateError */
export function parseTemplate(text: string): Template {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new TemplateError('it is not JSON');
  }
  return checkTemplate(json);
}

/** @throws TemplateError */
export function checkTemplate(json: unknown): Template {
  const result = template.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new TemplateError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
