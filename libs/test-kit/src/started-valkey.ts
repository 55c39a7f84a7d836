import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type ChildProcess, spawn } from 'node:child_process';
import { freePorts } from './free-ports.js';
import { Resources } from './resources.js';

const programs = ['valkey-server', 'redis-server'];
const readyWithinMilliseconds = 60_000;
const pollMilliseconds = 20;

/** The path of a Valkey or Redis server on this machine, undefined when none is installed. */
export function valkeyProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return programs
    .flatMap((program) => folders.map((folder) => join(folder, program)))
    .find(isExecutable);
}

/**
 * `describe` for what needs a Valkey or Redis server, skipped by name where none is installed.
 *
 * @throws Error instead, where `REQUIRE_ALL_TESTS` is set
 */
export function describeWithValkey(name: string, tests: () => void): void {
  const { describe } = globalThis as unknown as { describe: Describe };
  if (valkeyProgram() !== undefined) {
    describe(name, tests);
    return;
  }
  const reason = 'neither valkey-server nor redis-server is installed';
  if (process.env.REQUIRE_ALL_TESTS) throw new Error(`${name}: ${reason}`);
  describe.skip(`${name} (skipped: ${reason})`, tests);
}

interface Describe {
  (name: string, tests: () => void): void;
  skip(name: string, tests: () => void): void;
}

/** A real Valkey or Redis server on a port of its own. It can be stopped and started again, empty. */
export class StartedValkey {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly directory: string,
    private readonly port: number,
  ) {}

  /** @throws Error when no server is installed, or it ends or is not ready within a minute; nothing is left then */
  static async start(): Promise<StartedValkey> {
    const [port = 0] = await freePorts(1);
    const resources = new Resources();
    const valkey = resources.add(new StartedValkey(await mkdtemp(join(tmpdir(), 'valkey-')), port));
    await resources.open(() => valkey.restart());
    return valkey;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it with nothing in it. */
  async restart(): Promise<void> {
    const program = valkeyProgram();
    if (program === undefined) throw new Error(`none of ${programs.join(', ')} is installed`);
    const settings = { port: this.port, bind: '127.0.0.1', save: '', appendonly: 'no' };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    this.child = spawn(program, [...args, '--dir', this.directory], { stdio: 'ignore' });
    const giveUpAt = Date.now() + readyWithinMilliseconds;
    while (!(await takesConnections(this.port))) {
      const hasEnded = this.child.exitCode !== null || this.child.signalCode !== null;
      if (hasEnded || Date.now() > giveUpAt) throw new Error('the Valkey server is not ready');
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    }
  }

  /** Ends it at once, as a crash would. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Lets it fall silent with its connections open; `stop` and `close` still work. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
