/**
 * A how-to page as a list of steps. Its code blocks say what to do:
 *
 * - `diff <path>`: a change of that file. Lines without a sign are there already, in one place only; `-` lines go and `+`
 *   lines come. A line `@@` separates changes.
 * - `ts <path>`, `json <path>` and the like: a new file.
 * - `sh`: commands, a line each, for the root of the repository.
 *
 * Other blocks are not steps.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const block = /^( *)```([^\n`]*)\n(.*?)^ *```$/gms;

/** @returns {readonly { kind: 'change' | 'file' | 'commands', path?: string, text: string }[]} */
export function stepsOf(page) {
  return [...page.matchAll(block)].flatMap(([, indentation, info, indented]) => {
    const [language, path] = info.trim().split(/\s+/);
    const text = indented.replaceAll(new RegExp(`^${indentation}`, 'gm'), '');
    if (language === 'diff' && path !== undefined) return [{ kind: 'change', path, text }];
    if (path !== undefined) return [{ kind: 'file', path, text }];
    return language === 'sh' ? [{ kind: 'commands', text }] : [];
  });
}

/** Makes the changes and files of one step in a folder. */
export function apply({ kind, path, text }, folder) {
  const file = join(folder, path);
  if (kind === 'file') {
    if (existsSync(file)) throw new Error(`${path} is there already`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  const changed = text
    .split(/^@@\n/m)
    .reduce((content, hunk) => withHunk(content, hunk, path), readFileSync(file, 'utf8'));
  writeFileSync(file, changed);
}

function withHunk(content, hunk, path) {
  const lines = hunk.split('\n').slice(0, -1);
  const before = linesWithout('+', lines);
  const parts = content.split(before);
  if (parts.length !== 2) {
    throw new Error(`${path} has these lines ${parts.length - 1} times:\n${before}`);
  }
  return parts.join(linesWithout('-', lines));
}

/** The lines on one side of a change, each with its end and without its sign. */
function linesWithout(sign, lines) {
  return lines
    .filter((line) => !line.startsWith(sign))
    .map((line) => `${line.slice(1)}\n`)
    .join('');
}
