import { MalformedTokenError } from './invalid-token-errors.js';

/** Bounds on the JSON of a token. */
export const strictJsonLimits = {
  /** Deepest nesting of objects and arrays, in levels. */
  maxDepth: 16,
} as const;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads one JSON object from UTF-8 bytes and refuses what parsers disagree on: members given twice
 * (RFC 8259 §4), a member named `__proto__`, a byte order mark, invalid UTF-8, and nesting beyond 16 levels.
 *
 * @throws MalformedTokenError
 */
export function parseStrictJsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw new MalformedTokenError('not JSON', { cause: (cause as Error).name });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedTokenError('not a JSON object');
  }
  refuseDoubtfulMembers(text);
  return value as Record<string, unknown>;
}

/** Walks text that JSON.parse has taken, so the grammar need not be checked again. */
function refuseDoubtfulMembers(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text[position];
    if (character === '"') {
      const end = endOfString(text, position);
      const members = open.at(-1);
      if (members && isMemberName(text, end)) addMember(members, text.slice(position, end));
      position = end;
      continue;
    }
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(undefined);
    else if (character === '}' || character === ']') open.pop();
    if (open.length > strictJsonLimits.maxDepth) throw new MalformedTokenError('nested too deeply');
    position += 1;
  }
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

const colonNext = /[ \t\r\n]*:/y;

function isMemberName(text: string, end: number): boolean {
  colonNext.lastIndex = end;
  return colonNext.test(text);
}

function addMember(members: Set<string>, quoted: string): void {
  const name = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  if (name === '__proto__') throw new MalformedTokenError('a forbidden member name');
  if (members.has(name)) throw new MalformedTokenError('a member given twice');
  members.add(name);
}
