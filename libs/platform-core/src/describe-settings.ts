import type { z } from 'zod';
import { defaultOf, descriptionOf, fieldsOf, metadataOf } from './setting-metadata.js';

/** A setting as its reference page describes it. */
export interface Setting {
  readonly name: string;
  /** What the text of the variable must be: "port", "seconds, 1 to 300". */
  readonly type: string;
  /** As in the variable; absent when the setting has none. */
  readonly default?: string;
  /** The unit of the default: "s". */
  readonly unit?: string;
  /** "yes", "no", or when: "in production". */
  readonly required: string;
  readonly isSecret: boolean;
  readonly description: string;
}

/** A name that only a secret has. */
const secretName = /(?:^|_)(?:SECRET|PASSWORD|PASSPHRASE|CREDENTIALS?|KEY)(?:_NEXT)?$/;

/**
 * The settings of a schema, in its order.
 *
 * @throws Error naming every setting that lacks a type or a description, has a default that the setting itself rejects,
 *   is less than a setting that does not exist, or has the name of a secret and is not read by `fields.secret()`
 */
export function describeSettings(config: z.ZodObject): readonly Setting[] {
  const fields = fieldsOf(config);
  const names = new Set(fields.map(([name]) => name));
  const errors = fields.flatMap(([name, field]) =>
    errorsOf(name, field, names).map((error) => `${name} ${error}`),
  );
  if (errors.length > 0) throw new Error(`The settings are not described: ${errors.join('; ')}`);
  return fields.map(([name, field]) => describe(name, field));
}

/**
 * The names of the secret settings of a schema. A deployment passes each as a file (`NAME_FILE`), because a variable's
 * value is shown by `docker inspect` and in /proc/<pid>/environ.
 */
export function secretNames(config: z.ZodObject): readonly string[] {
  return fieldsOf(config)
    .filter(([, field]) => metadataOf(field).isSecret)
    .map(([name]) => name);
}

function errorsOf(name: string, field: z.core.$ZodType, names: ReadonlySet<string>): string[] {
  const { type, isSecret = false, lessThan } = metadataOf(field);
  const preset = defaultOf(field);
  return [
    ...(type ? [] : ['has no type: read it by a field of platform-core']),
    ...(descriptionOf(field) ? [] : ['has no description: add .describe()']),
    ...(isSecret || !secretName.test(name) ? [] : ['is a secret: read it by fields.secret()']),
    ...(preset === undefined || accepts(field, preset) ? [] : ['rejects its own default']),
    ...(lessThan === undefined || names.has(lessThan) ? [] : [`refers to ${lessThan}`]),
  ];
}

function describe(name: string, field: z.core.$ZodType): Setting {
  const { type = '', unit, isSecret = false, lessThan } = metadataOf(field);
  const preset = defaultOf(field);
  return {
    name,
    type: lessThan === undefined ? type : `${type}, less than \`${lessThan}\``,
    ...(preset !== undefined && { default: String(preset) }),
    ...(unit !== undefined && { unit }),
    required: requirementOf(field),
    isSecret,
    description: descriptionOf(field) ?? '',
  };
}

function requirementOf(field: z.core.$ZodType): string {
  const { requiredWhen } = metadataOf(field);
  if (requiredWhen) return requiredWhen.text;
  return isSuccess(field, undefined) ? 'no' : 'yes';
}

function accepts(field: z.core.$ZodType, preset: unknown): boolean {
  return isSuccess(field, String(preset));
}

function isSuccess(field: z.core.$ZodType, value: unknown): boolean {
  return (field as z.ZodType).safeParse(value).success;
}
