import { ServiceError } from '../domain/errors.js';

const deepestNesting = 32;

/**
 * The object in an AWS JSON body. What is null is left out, in lists as well: AWS takes it for absent.
 * @throws SerializationException for anything else, and for nesting deeper than any operation has.
 */
export function parseJsonBody(body: Buffer): object {
  const value = withoutNulls(jsonIn(body), 0);
  if (Array.isArray(value)) throw serialization('Start of list found where not expected');
  if (typeof value !== 'object' || value === null) throw unreadable();
  return value;
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw unreadable();
  }
}

export const serialization = (text: string) => new ServiceError('SerializationException', text);

/** What can't be read at all is refused without a word (aws-amplify/amplify-js#6014). */
const unreadable = () => serialization('');

function withoutNulls(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepestNesting) throw unreadable();
  if (Array.isArray(value))
    return value.filter((item) => item !== null).map((item) => withoutNulls(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item, depth + 1)]),
  );
}
