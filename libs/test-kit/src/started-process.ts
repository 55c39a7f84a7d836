import { type ChildProcess, spawn } from 'node:child_process';
import { waitUntil } from './wait-until.js';

export interface ProcessOptions {
  /** The script, run with this very Node.js. */
  readonly script: string;
  readonly args?: readonly string[];
  /** All of its environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A health address that answers 200 once the process is ready. */
  readonly readyUrl?: string;
  /** How long it may take to become ready; 120,000 by default. */
  readonly readyWithinMilliseconds?: number;
}

const pollMilliseconds = 25;

/** A really started process with its output. */
export class StartedProcess {
  output = '';
  readonly exited: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  }

  /** Sends the signal and gives the exit code, null when the signal itself ended it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode === null) this.child.kill(signal);
    return this.exited;
  }

  /**
   * Waits up to two minutes for the first line of output that fits.
   *
   * @throws Error with the output when there is none, or the process ends before
   */
  async outputLine(fits: (line: string) => boolean): Promise<string> {
    const find = () => {
      const { running } = this;
      const line = this.output.split('\n').slice(0, -1).find(fits);
      if (line === undefined && !running) throw new Error('ended too early');
      return line;
    };
    try {
      return await waitUntil(find, { what: 'a line of output', withinMilliseconds: 120_000 });
    } catch (error) {
      throw new Error(`${(error as Error).message}:\n${this.output}`, { cause: error });
    }
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }
}

/**
 * Starts a script and waits until it is ready.
 *
 * @throws Error with the output so far when the process ends or is not ready in time; the process is killed then
 */
export async function startProcess(options: ProcessOptions): Promise<StartedProcess> {
  const { script, args = [], environment = {}, readyUrl } = options;
  const { readyWithinMilliseconds = 120_000 } = options;
  const child = spawn(process.execPath, [script, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = new StartedProcess(child);
  if (readyUrl !== undefined) {
    await waitUntilReady(started, readyUrl, Date.now() + readyWithinMilliseconds);
  }
  return started;
}

async function waitUntilReady(
  started: StartedProcess,
  url: string,
  giveUpAt: number,
): Promise<void> {
  while (Date.now() < giveUpAt) {
    if (!started.running) break;
    if (await answers(url, giveUpAt - Date.now())) return;
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
  await started.stop('SIGKILL');
  throw new Error(`not ready at ${url}:\n${started.output}`);
}

async function answers(url: string, withinMilliseconds: number): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMilliseconds) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
