import { parseStrictJson, StrictJsonError } from '@gatehouse/strict-json';
import { MalformedTokenError } from './invalid-token-errors.js';

/** Bounds on the JSON of a token. */
export const strictJsonLimits = {
  /** Deepest nesting of objects and arrays, in levels. */
  maxDepth: 16,
} as const;

/**
 * Reads one JSON object from UTF-8 bytes and rejects texts that parsers read differently, such as one with two members of the
 * same name.
 *
 * @throws MalformedTokenError
 */
export function parseStrictJsonObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  const value = parse(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedTokenError('not a JSON object');
  }
  return value as Record<string, unknown>;
}

function parse(bytes: Buffer): unknown {
  try {
    return parseStrictJson(bytes, strictJsonLimits);
  } catch (error) {
    if (error instanceof StrictJsonError) throw new MalformedTokenError(error.message);
    throw error;
  }
}
