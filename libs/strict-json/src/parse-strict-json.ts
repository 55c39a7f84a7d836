import { isUtf8 } from 'node:buffer';
import { countWrittenMembers } from './count-members.js';
import { StrictJsonError } from './strict-json.error.js';

export interface StrictJsonOptions {
  /** Deepest nesting of objects and arrays, in levels. A number or a string has none. */
  readonly maxDepth: number;
}

const byteOrderMark = '\uFEFF';

/**
 * Parses JSON and rejects texts that parsers read differently: two members of one name in one object, however they are spelled
 * (RFC 8259 section 4), a byte order mark (section 8.1), invalid UTF-8 and halves of surrogate pairs (RFC 7493 section 2.1),
 * nesting beyond the limit, and names that reach an object's prototype: `__proto__`, and `constructor` with `prototype` in it.
 * The time is linear in the length of the text.
 *
 * @param bytes the text in UTF-8
 * @throws StrictJsonError
 */
export function parseStrictJson(bytes: Buffer, { maxDepth }: StrictJsonOptions): unknown {
  if (!isUtf8(bytes)) throw new StrictJsonError('not_utf8');
  const text = bytes.toString('utf8');
  if (text.startsWith(byteOrderMark)) throw new StrictJsonError('byte_order_mark');
  const value = parse(text);
  // JSON.parse keeps the last of two members of one name, so the value has fewer members than the text.
  if (countMembers(value, maxDepth) !== countWrittenMembers(text)) {
    throw new StrictJsonError('duplicate_member');
  }
  // In valid UTF-8, half of a surrogate pair can only be written as an escape.
  if (escapedSurrogate.test(text) && hasLoneSurrogate(value)) {
    throw new StrictJsonError('lone_surrogate');
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of the SyntaxError would quote the text.
    throw new StrictJsonError('not_json');
  }
}

/** Counts the members of a value and of all values in it. */
function countMembers(value: unknown, levelsLeft: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (levelsLeft <= 0) throw new StrictJsonError('too_deep');
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item, levelsLeft - 1);
    return count;
  }
  for (const [name, member] of Object.entries(value)) {
    if (reachesPrototype(name, member)) throw new StrictJsonError('forbidden_member');
    count += 1 + countMembers(member, levelsLeft - 1);
  }
  return count;
}

function reachesPrototype(name: string, member: unknown): boolean {
  if (name === '__proto__') return true;
  if (name !== 'constructor' || typeof member !== 'object' || member === null) return false;
  return Object.hasOwn(member, 'prototype');
}

const escapedSurrogate = /\\u[dD][89a-fA-F]/;
const loneSurrogate = /\p{Surrogate}/u;

function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return loneSurrogate.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, member]) => loneSurrogate.test(name) || hasLoneSurrogate(member),
  );
}
