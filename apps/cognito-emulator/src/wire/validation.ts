import { z } from 'zod';
import { invalidParameter } from '../domain/errors.js';
import { serialization } from './json-body.js';
import { violations } from './violations.js';

/**
 * Checks an operation's input against its model; types go before everything else.
 * @throws SerializationException for a value of another type, InvalidParameterException with Cognito's own sentence for
 *   values out of bounds.
 */
export function validated(input: z.ZodType, body: object): unknown {
  const read = inTypesOf(input, body);
  const result = input.safeParse(read);
  if (result.success) return result.data;
  const faults = violations(input, read, result.error.issues);
  const count = faults.length === 1 ? '1 validation error' : `${faults.length} validation errors`;
  throw invalidParameter(`${count} detected: ${faults.join('; ')}`);
}

/**
 * A value in the types its schema has, fractions cut off where integers are due. The texts are those of AWS's readers
 * of JSON (aws-amplify/amplify-js#2689 and #5165, pmill/aws-cognito#10).
 * @throws SerializationException
 */
function inTypesOf(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === undefined || schema instanceof z.ZodUnknown) return value;
  if (schema instanceof z.ZodOptional) return inTypesOf(schema.unwrap(), value);
  if (schema instanceof z.ZodArray) return listOf(schema.element, value);
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return mapOf(schema, value);
  return scalarOf(schema, value);
}

function listOf(element: z.core.$ZodType, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.map((item) => inTypesOf(element, item));
  if (isMap(value)) throw startOfMap();
  throw serialization('Expected list or null');
}

function mapOf(schema: z.ZodObject | z.ZodRecord, value: unknown): object {
  if (Array.isArray(value)) throw startOfList();
  if (!isMap(value)) throw serialization('Expected null');
  const entries = Object.entries<unknown>({ ...value }).map(([name, item]) => {
    const member = schema instanceof z.ZodRecord ? schema.valueType : memberOf(schema, name);
    return [name, member === undefined ? item : inTypesOf(member, item)] as const;
  });
  return Object.fromEntries(entries);
}

function scalarOf(schema: z.core.$ZodType, value: unknown): unknown {
  if (Array.isArray(value)) throw startOfList();
  if (isMap(value)) throw startOfMap();
  if (schema instanceof z.ZodNumber) return numberOf(schema, value);
  if (schema instanceof z.ZodBoolean) {
    if (typeof value !== 'boolean') throw notConverted(value, 'a Boolean');
  } else if (typeof value !== 'string') throw notConverted(value, 'a String');
  return value;
}

const memberOf = ({ shape }: z.ZodObject, name: string): z.core.$ZodType | undefined =>
  Object.hasOwn(shape, name) ? (shape[name] as z.core.$ZodType) : undefined;

/** What is beyond all numbers that can be told apart is beyond every bound, too. */
function numberOf({ format }: z.ZodNumber, value: unknown): number {
  if (typeof value !== 'number') throw notConverted(value, format ? 'an Integer' : 'a Double');
  const { MAX_SAFE_INTEGER: most } = Number;
  return format ? Math.max(-most, Math.min(most, Math.trunc(value))) : value;
}

const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const startOfList = () => serialization('Start of list found where not expected');
const startOfMap = () => serialization('Start of structure or map found where not expected.');

function notConverted(value: unknown, what: string) {
  const token =
    typeof value === 'boolean' ? String(value).toUpperCase() : (typeof value).toUpperCase();
  return serialization(`${token}_VALUE can not be converted to ${what}`);
}
