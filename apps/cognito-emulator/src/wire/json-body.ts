import { ServiceError } from '../domain/errors.js';

const deepestNesting = 32;

/**
 * The object in an AWS JSON body. Members that are null are left out: AWS takes them for absent.
 * @throws SerializationException for anything else, and for nesting deeper than any operation has.
 */
export function parseJsonBody(body: Buffer): object {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw serialization('The request body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw serialization('Start of structure or map expected.');
  return withoutNulls(value, 0) as object;
}

export const serialization = (text: string) => new ServiceError('SerializationException', text);

function withoutNulls(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepestNesting) throw serialization('The request body is nested too deeply.');
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item, depth + 1)]),
  );
}
