import { isUtf8 } from 'node:buffer';
import { MalformedTokenError } from './invalid-token-errors.js';

/** Bounds on the JSON of a token. */
export const strictJsonLimits = {
  /** Deepest nesting of objects and arrays, in levels. */
  maxDepth: 16,
} as const;

/**
 * Reads one JSON object from UTF-8 bytes and refuses what parsers disagree on: members given twice
 * (RFC 8259 §4), a member named `__proto__`, a byte order mark, invalid UTF-8, half a surrogate pair (RFC 7493 §2.1),
 * and nesting beyond 16 levels.
 *
 * @throws MalformedTokenError
 */
export function parseStrictJsonObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  if (!isUtf8(bytes)) throw new MalformedTokenError('not UTF-8');
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Its message would quote the text.
    throw new MalformedTokenError('not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedTokenError('not a JSON object');
  }
  // JSON.parse keeps the last of two members of one name, so that fewer are left than were written.
  if (membersOf(value, 1) !== membersWritten(text)) {
    throw new MalformedTokenError('a member given twice');
  }
  if (text.includes('\\u') && escapedSurrogate.test(text) && hasHalfSurrogatePair(value)) {
    throw new MalformedTokenError('half a surrogate pair');
  }
  return value as Record<string, unknown>;
}

/** In UTF-8 that is valid, a surrogate can stand as an escape only. */
const escapedSurrogate = /\\u[dD][89a-fA-F]/;
const halfSurrogatePair = /\p{Surrogate}/u;

function hasHalfSurrogatePair(value: unknown): boolean {
  if (typeof value === 'string') return halfSurrogatePair.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, member]) => halfSurrogatePair.test(name) || hasHalfSurrogatePair(member),
  );
}

/** How many members the value has, further in too. */
function membersOf(value: object, depth: number): number {
  if (depth > strictJsonLimits.maxDepth) throw new MalformedTokenError('nested too deeply');
  const names = Object.keys(value);
  let count = Array.isArray(value) ? 0 : names.length;
  for (const name of names) {
    if (name === '__proto__') throw new MalformedTokenError('a forbidden member name');
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'object' && member !== null) count += membersOf(member, depth + 1);
  }
  return count;
}

const quote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;

/** How many members stand in text that JSON.parse has taken: each has one colon outside of strings. */
function membersWritten(text: string): number {
  let count = 0;
  for (let position = 0; position < text.length; position += 1) {
    const character = text.charCodeAt(position);
    if (character === quote) position = closingQuote(text, position);
    else if (character === colon) count += 1;
  }
  return count;
}

function closingQuote(text: string, opening: number): number {
  let closing = text.indexOf('"', opening + 1);
  while (isEscaped(text, closing)) closing = text.indexOf('"', closing + 1);
  return closing;
}

function isEscaped(text: string, position: number): boolean {
  let before = position - 1;
  while (text.charCodeAt(before) === backslash) before -= 1;
  return (position - before) % 2 === 0;
}
