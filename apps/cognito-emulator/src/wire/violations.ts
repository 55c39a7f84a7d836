import { z } from 'zod';
import { modelSpellings, sensitiveShapes } from '../generated/service-model.js';

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/**
 * What is wrong with an input, in the service's own words (anomalyco/guide#127, boto/boto3#3581,
 * amazon-archives/amazon-cognito-identity-js#388). Values the model calls sensitive aren't repeated.
 */
export function violations(
  input: Schema,
  body: unknown,
  issues: readonly Issue[],
): readonly string[] {
  const texts = issues.map((issue) => {
    const { path, constraint } = found(input, issue);
    const given = valueAt(body, path);
    const value = shown(schemaAt(input, path), given);
    const broken = given === undefined ? notNull : constraint;
    return `${value} at '${memberName(path)}' failed to satisfy constraint: ${broken}`;
  });
  return [...new Set(texts)];
}

/** Where a violation is reported: those of a list's or a map's plain values at the list or map. */
function found(input: Schema, issue: Issue) {
  const { path } = issue;
  const holder = schemaAt(input, path.slice(0, -1));
  if (path.length > 0 && holder instanceof z.ZodArray && !(holder.element instanceof z.ZodObject))
    return {
      path: path.slice(0, -1),
      constraint: `Member must satisfy constraint: [${constraintsOf(holder.element).join(', ')}]`,
    };
  return { path, constraint: constraintOf(issue) };
}

function schemaAt(schema: Schema, path: readonly PropertyKey[]): Schema | undefined {
  const inner = unwrapped(schema);
  const [key, ...rest] = path;
  if (key === undefined) return inner;
  const next = memberOf(inner, key);
  return next && schemaAt(next, rest);
}

function memberOf(schema: Schema, key: PropertyKey): Schema | undefined {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodObject ? (schema.shape[String(key)] as Schema) : undefined;
}

const unwrapped = (schema: Schema): Schema =>
  schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    body,
  );

/** A value as the sentence has it: texts, numbers and lists of them; structures may hold anything and are left out. */
function shown(schema: Schema | undefined, value: unknown): string {
  if (schema === undefined || isSensitive(schema)) return 'Value';
  if (value === undefined) return 'Value null';
  if (Array.isArray(value)) return `Value '[${value.join(', ')}]'`;
  return typeof value === 'string' || typeof value === 'number' ? `Value '${value}'` : 'Value';
}

function isSensitive(schema: Schema): boolean {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) {
    const element = unwrapped(inner.element);
    return element instanceof z.ZodObject || isSensitive(element);
  }
  return sensitiveShapes.has(inner);
}

/** `UserAttributes[0].Value` as the service writes it: `userAttributes.1.member.value`. */
function memberName(path: readonly PropertyKey[]): string {
  return path
    .map((key) =>
      typeof key === 'number'
        ? `${key + 1}.member`
        : String(key).charAt(0).toLowerCase() + String(key).slice(1),
    )
    .join('.');
}

function constraintOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return least(issue.origin, issue.minimum);
    case 'too_big':
      return most(issue.origin, issue.maximum);
    case 'invalid_format':
      return pattern(issue.pattern);
    case 'invalid_value':
      return set(issue.values.map(String));
    default:
      return notNull;
  }
}

/** All that is asked of the plain values of a list (aws/aws-cli#2941). */
function constraintsOf(schema: Schema): readonly string[] {
  if (schema instanceof z.ZodEnum) return [set(schema.options.map(String))];
  if (!(schema instanceof z.ZodString)) return [];
  const { minLength, maxLength } = schema;
  const checks = (schema.def.checks ?? []).map((check) => check._zod.def as { pattern?: RegExp });
  return [
    ...(maxLength === null ? [] : [most('string', maxLength)]),
    ...(minLength === null ? [] : [least('string', minLength)]),
    ...checks.flatMap(({ pattern: matcher }) => (matcher ? [pattern(String(matcher))] : [])),
  ];
}

const notNull = 'Member must not be null';

const least = (origin: string, bound: number | bigint) =>
  `Member must have ${measureOf(origin)} greater than or equal to ${bound}`;
const most = (origin: string, bound: number | bigint) =>
  `Member must have ${measureOf(origin)} less than or equal to ${bound}`;
const pattern = (expression: string | undefined) =>
  `Member must satisfy regular expression pattern: ${sourceOf(expression)}`;
const set = (values: readonly string[]) =>
  `Member must satisfy enum value set: [${values.join(', ')}]`;

const measureOf = (origin: string) =>
  ['number', 'int', 'bigint'].includes(origin) ? 'value' : 'length';

/** A pattern as the service's model writes it: without slashes and flags. */
const sourceOf = (expression = '') =>
  modelSpellings.get(expression) ?? expression.replace(/^\/\^?|\$?\/[a-z]*$/g, '');
