import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resources } from '@gatehouse/test-kit';
import { transformSync } from '@swc/core';
import type { Collection } from '../domain/store.js';

/**
 * A copy of the stores that plain Node runs: a process made of it is up in no time, so that it can be killed often.
 * @returns the path of a program that commits pairs of values to the directory it is given and prints each number whose
 *   commit was acknowledged.
 */
export function writeWriterProgram(directory: string): string {
  const source = join(import.meta.dirname, '..');
  const inStore = readdirSync(join(source, 'store')).filter((name) => !name.endsWith('.spec.ts'));
  for (const path of [...inStore.map((name) => `store/${name}`), 'domain/store.ts']) {
    const { code } = transformSync(readFileSync(join(source, path), 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path.replace(/\.ts$/, '.js')), code);
  }
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  const program = join(directory, 'writer.js');
  writeFileSync(program, writerSource);
  return program;
}

export const writerCollection: Collection<WrittenValue> = {
  name: 'numbers',
  keyOf: ({ number }) => String(number),
  owners: {},
  indexes: {},
};

/** One half of what a commit writes; the other is the same under another key. */
export interface WrittenValue {
  readonly number: number;
  readonly filler: string;
}

/** Pairs of values there are at most: each number takes the place of the one that many before it. */
export const slots = 300;

/** Bytes after which the journal is folded: many times while a process lives. */
const foldAboveBytes = 20_000;

const writerSource = `
import { FileStore } from './store/file-store.js';
const [directory, first] = process.argv.slice(2);
const numbers = { name: 'numbers', keyOf: String, owners: {}, indexes: {} };
const store = await FileStore.open({ directory, collections: [numbers], foldAboveBytes: ${foldAboveBytes} });
let next = Number(first);
async function write() {
  for (;;) {
    const number = next++;
    const value = { number, filler: 'x'.repeat(number % 97) };
    await store.commit([
      { collection: numbers, key: 'a' + (number % ${slots}), value },
      { collection: numbers, key: 'b' + (number % ${slots}), value },
    ]);
    process.stdout.write(number + '\\n');
  }
}
await Promise.all(Array.from({ length: 4 }, write));
`;

/** When a process is killed: so many commits after its first, and so long after the last of them. */
export interface Moment {
  readonly first: number;
  readonly acknowledgements: number;
  readonly laterMilliseconds: number;
}

/** Starts the program, kills it at a moment, and gives the numbers that were acknowledged. */
export async function writeAndKill(
  resources: Pick<Resources, 'add'>,
  program: string,
  directory: string,
  { first, acknowledgements, laterMilliseconds }: Moment,
): Promise<readonly number[]> {
  const child: ChildProcess = spawn(process.execPath, [program, directory, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  resources.add(() => child.kill('SIGKILL'));
  let output = '';
  let isDue = false;
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (isDue || output.split('\n').length <= acknowledgements) return;
      isDue = true;
      setTimeout(() => child.kill('SIGKILL'), laterMilliseconds);
    });
    child.on('close', () => resolve());
  });
  return output.split('\n').slice(0, -1).map(Number);
}
