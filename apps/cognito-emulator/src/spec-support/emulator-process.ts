import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Resources } from '@gatehouse/test-kit';
import { compiledProgram } from '@gatehouse/test-kit/internal/compiled-program';

const main = new URL('../main.ts', import.meta.url);

export interface EmulatorProcess {
  readonly child: ChildProcess;
  /** How it ended, and all that it printed. */
  readonly ended: Promise<{ code: number | null; out: string; error: string }>;
  /** @returns all that was printed so far, once a text is part of it. */
  readonly printed: (text: string) => Promise<string>;
}

/** Runs the emulator's program at a free port, in an environment of its own. Resources end the process. */
export async function startProcess(
  resources: Pick<Resources, 'add'>,
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<EmulatorProcess> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [await compiledProgram(main), ...args], {
    env: { PATH, HOME, PORT: '0', ...environment },
  });
  resources.add(() => child.kill('SIGKILL'));
  const output = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.error += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
  const printed = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = (): void => {
        if (output.out.includes(text)) resolve(output.out);
      };
      child.stdout.on('data', look);
      child.on('close', () => reject(new Error(output.error)));
      look();
    });
  return { child, ended, printed };
}
