import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process whose output is read as it comes, in a process group of its own as a shell would start it. */
export class ObservedProcess {
  output = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;
  private wake: () => void = () => undefined;

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
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
        this.wake();
      });
    }
    this.exited = once(this.child, 'close').then(([code]) => {
      this.wake();
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
   * The first line that fits, waited for as long as the process runs.
   *
   * @throws Error with the output when the process ends before
   */
  async line(fits: RegExp, mark = 0): Promise<string> {
    for (;;) {
      const found = this.linesSince(mark).find((line) => fits.test(line));
      if (found !== undefined) return found;
      await this.moreOutput();
    }
  }

  /** @throws Error with the output when the process has ended */
  async moreOutput(): Promise<void> {
    if (!this.isRunning) throw new Error(`the process has ended:\n${this.output}`);
    await new Promise<void>((resolve) => (this.wake = resolve));
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
