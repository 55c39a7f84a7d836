import { z } from 'zod';
import { ArnType } from '../generated/service-model.js';

/**
 * Gives properties the types that the API has, as far as their schema says. CloudFormation is lenient: `"true"` is true
 * and `"8"` is 8, above all when they come from parameters, and text may be written as a number.
 */
export function withProperScalars(value: unknown, schema: z.core.$ZodType): unknown {
  const inner = unwrapped(schema);
  if (Array.isArray(value)) {
    const { element } = inner instanceof z.ZodArray ? inner : { element: z.unknown() };
    return value.map((item) => withProperScalars(item, element));
  }
  if (typeof value !== 'object' || value === null) return properScalar(value, inner);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      withProperScalars(item, memberOf(inner, name)),
    ]),
  );
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}

function memberOf(schema: z.core.$ZodType, name: string): z.core.$ZodType {
  if (schema instanceof z.ZodRecord) return schema.valueType;
  const shape: Readonly<Record<string, z.core.$ZodType>> =
    schema instanceof z.ZodObject ? schema.shape : {};
  return (Object.hasOwn(shape, name) ? shape[name] : undefined) ?? z.unknown();
}

function properScalar(value: unknown, schema: z.core.$ZodType): unknown {
  if (typeof value === 'string') return scalarOfText(value, schema);
  if (typeof value !== 'number' && typeof value !== 'boolean') return value;
  if (schema instanceof z.ZodString) return String(value);
  // What YAML 1.1 makes of a bare `OFF`.
  const isSwitch = schema instanceof z.ZodEnum && schema.options.includes('OFF');
  return isSwitch && typeof value === 'boolean' ? (value ? 'ON' : 'OFF') : value;
}

function scalarOfText(text: string, schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodBoolean && /^(true|false)$/i.test(text))
    return text.toLowerCase() === 'true';
  return schema instanceof z.ZodNumber && /^-?\d+$/.test(text.trim()) ? Number(text) : text;
}

const relaxed = new WeakMap<z.core.$ZodType, z.core.$ZodType>();

/**
 * A schema that takes any text for an ARN: what a template says of other services, by imports and dynamic references
 * above all, may be known on AWS alone.
 */
export function withAnyArn<Schema extends z.ZodType>(schema: Schema): Schema {
  const known = relaxed.get(schema) ?? relax(schema);
  relaxed.set(schema, known);
  return known as Schema;
}

function relax(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema === ArnType) return z.string();
  if (schema instanceof z.ZodOptional) return z.optional(relax(schema.unwrap()));
  if (!(schema instanceof z.ZodObject)) return schema;
  const members = Object.entries<z.core.$ZodType>(schema.shape);
  return z.object(Object.fromEntries(members.map(([name, member]) => [name, relax(member)])));
}
