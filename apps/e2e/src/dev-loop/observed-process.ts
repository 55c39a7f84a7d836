import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { waitUntil } from '@gatehouse/test-kit';

/** A process whose output is read as it comes, in a process group of its own as a shell would start it. */
export class ObservedProcess {
  output = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;
  private hasClosed = false;

  constructor(
    args: readonly string[],
    options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  ) {
    this.child = spawn(process.execPath, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.exited = once(this.child, 'close').then(([code]) => {
      this.hasClosed = true;
      return code as number | null;
    });
  }

  /** How much was printed so far, to look only at what comes later. */
  get mark(): number {
    return this.output.length;
  }

  linesSince(mark: number): readonly string[] {
    return this.output.slice(mark).split('\n').slice(0, -1);
  }

  /**
   * Waits up to two minutes for the first line that fits.
   *
   * @throws Error with the output when there is none, or the process ends before
   */
  line(fits: RegExp, mark = 0): Promise<string> {
    return this.waitFor(`a line that matches ${String(fits)}`, () =>
      this.linesSince(mark).find((line) => fits.test(line)),
    );
  }

  /** Waits as `line` does, until a function of the output returns a value other than `undefined`. */
  async waitFor<Value>(what: string, read: () => Value | undefined): Promise<Value> {
    const readWhileRunning = () => {
      const hasClosed = this.hasClosed;
      const value = read();
      if (value === undefined && hasClosed) throw new Error(`The process ended before ${what}.`);
      return value;
    };
    try {
      return await waitUntil<Value>(readWhileRunning, { what, withinMilliseconds: 120_000 });
    } catch (error) {
      throw new Error(`${(error as Error).message} Its output:\n${this.output}`, { cause: error });
    }
  }

  /** Sends a signal to the process alone, and returns its exit code. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.isRunning) this.child.kill(signal);
    return this.exited;
  }

  /** Sends a signal to the process and those of its group, as a terminal does. */
  async endGroup(signal: NodeJS.Signals): Promise<number | null> {
    const { pid } = this.child;
    if (this.isRunning && pid !== undefined) process.kill(-pid, signal);
    return this.exited;
  }

  private get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }
}
