import type { z } from 'zod';
import { invalidParameter } from '../domain/errors.js';
import { modelSpellings } from '../generated/service-model.js';
import { serialization } from './json-body.js';

type Issue = z.core.$ZodIssue;

/**
 * Checks an operation's input against its model.
 * @throws SerializationException for a value of another type, InvalidParameterException with Cognito's own sentence for
 *   one out of bounds. Neither repeats the value.
 */
export function validated(input: z.ZodType, body: object): unknown {
  const result = input.safeParse(body);
  if (result.success) return result.data;
  const { issues } = result.error;
  if (issues.some((issue) => isWrongType(issue, body)))
    throw serialization('A value of the request has the wrong type.');
  const faults = issues.map(
    (issue) =>
      `Value at '${memberName(issue)}' failed to satisfy constraint: ${constraintOf(issue)}`,
  );
  const count = faults.length === 1 ? '1 validation error' : `${faults.length} validation errors`;
  throw invalidParameter(`${count} detected: ${faults.join('; ')}`);
}

/** Whether the value is there and of another JSON type than the model's; enumerations are texts. */
function isWrongType(issue: Issue, body: object): boolean {
  if (issue.code === 'invalid_type')
    return issue.expected === 'int' ? false : valueAt(body, issue.path) !== undefined;
  if (issue.code === 'invalid_value') {
    const value = valueAt(body, issue.path);
    return value !== undefined && typeof value !== 'string';
  }
  return false;
}

function valueAt(body: object, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    body,
  );
}

/** `UserAttributes[0].Value` as the service writes it: `userAttributes.1.member.value`. */
function memberName({ path }: Issue): string {
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
      return `Member must have ${measureOf(issue.origin)} greater than or equal to ${String(issue.minimum)}`;
    case 'too_big':
      return `Member must have ${measureOf(issue.origin)} less than or equal to ${String(issue.maximum)}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${sourceOf(issue.pattern)}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    default:
      return 'Member must not be null';
  }
}

const measureOf = (origin: string) =>
  ['number', 'int', 'bigint'].includes(origin) ? 'value' : 'length';

/** A pattern as the service's model writes it: without slashes and flags. */
const sourceOf = (pattern = '') =>
  modelSpellings.get(pattern) ?? pattern.replace(/^\/\^?|\$?\/[a-z]*$/g, '');
