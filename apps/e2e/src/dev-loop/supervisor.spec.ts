import { EventEmitter } from 'node:events';
import { waitUntil } from '@gatehouse/test-kit';

interface Parts {
  readonly start: () => FakeChild;
  readonly read: () => number;
  readonly changes: (before: number, after: number) => readonly string[];
  readonly restarting: (files: readonly string[]) => void;
  readonly running: () => void;
  readonly failed: (child: FakeChild, ending: unknown, signal: AbortSignal) => Promise<void> | void;
  readonly grace?: number;
}
interface Supervisor {
  notice(): void;
  stop(signal: string): void;
  run(): Promise<void>;
}
const module = new URL('../../../../tools/local/supervisor.mjs', import.meta.url).href;
const { Supervisor } = (await import(module)) as { Supervisor: new (parts: Parts) => Supervisor };

/** What a supervisor uses of a child process. */
class FakeChild extends EventEmitter {
  exitCode: number | null = null;
  signalCode: string | null = null;
  readonly signals: string[] = [];

  constructor(
    readonly state: number,
    private readonly ignored: readonly string[] = [],
  ) {
    super();
  }

  kill(signal: string): void {
    this.signals.push(signal);
    if (!this.ignored.includes(signal)) setImmediate(() => this.end(null, signal));
  }

  end(code: number | null, signal: string | null = null): void {
    if (this.hasEnded) return;
    this.exitCode = code;
    this.signalCode = signal;
    this.emit('exit', code, signal);
  }

  get hasEnded(): boolean {
    return this.exitCode !== null || this.signalCode !== null;
  }
}

/** A supervisor of fake children, with sources that are a number. */
class Scene {
  state = 0;
  readonly children: FakeChild[] = [];
  readonly failures: unknown[] = [];
  /** How many children ran whenever one was started. */
  readonly alive: number[] = [];
  retry: Promise<void> | undefined;
  ignored: readonly string[] = [];
  readonly supervisor: Supervisor;
  readonly ended: Promise<void>;

  constructor(grace = 60_000) {
    this.supervisor = new Supervisor({
      start: () => this.start(),
      read: () => this.state,
      changes: (before, after) => (before === after ? [] : ['file']),
      restarting: () => undefined,
      running: () => undefined,
      failed: (_child, ending) => {
        this.failures.push(ending);
        return this.retry;
      },
      grace,
    });
    this.ended = this.supervisor.run();
  }

  edit(): void {
    this.state += 1;
    this.supervisor.notice();
  }

  async until(condition: () => boolean): Promise<void> {
    await waitUntil(condition, { what: 'the state of the scene' });
  }

  /** The child of the newest sources, once it is started. */
  async newest(): Promise<FakeChild> {
    await this.until(() => this.children.at(-1)?.state === this.state);
    return this.children.at(-1)!;
  }

  async close(): Promise<void> {
    this.supervisor.stop('SIGTERM');
    await this.ended;
  }

  private start(): FakeChild {
    this.alive.push(this.children.filter((child) => !child.hasEnded).length);
    const child = new FakeChild(this.state, this.ignored);
    this.children.push(child);
    return child;
  }
}

describe('a supervisor', () => {
  it('starts a child of the newest sources after each edit, one at a time', async () => {
    const scene = new Scene();
    for (let count = 0; count < 5; count++) {
      await scene.newest();
      scene.edit();
      if (count % 2 === 0) scene.edit();
    }
    await scene.newest();
    expect(scene.alive.every((count) => count === 0)).toBe(true);
    expect(scene.failures).toEqual([]);
    await scene.close();
  });

  it('starts a child once when nothing has changed, however often it is told to look', async () => {
    const scene = new Scene();
    await scene.newest();
    for (let count = 0; count < 20; count++) scene.supervisor.notice();
    scene.edit();
    await scene.newest();
    for (let count = 0; count < 20; count++) scene.supervisor.notice();
    await new Promise(setImmediate);
    await scene.close();
    expect(scene.children).toHaveLength(2);
  });

  it('starts a child again whose sources changed while the one before it ended', async () => {
    const scene = new Scene();
    scene.ignored = ['SIGTERM'];
    const first = await scene.newest();
    scene.edit();
    await scene.until(() => first.signals.length > 0);
    scene.edit();
    scene.ignored = [];
    first.end(0);
    expect((await scene.newest()).state).toBe(2);
    await scene.close();
  });

  it('kills a child that does not end', async () => {
    const scene = new Scene(1);
    scene.ignored = ['SIGTERM'];
    const first = await scene.newest();
    scene.edit();
    await scene.newest();
    expect(first.signals).toEqual(['SIGTERM', 'SIGKILL']);
    await scene.close();
    expect(scene.children.at(-1)?.signals).toEqual(['SIGTERM', 'SIGKILL']);
  });

  it.each([0, 1, null])('waits for an edit after a child ended with %j', async (code) => {
    const scene = new Scene();
    const first = await scene.newest();
    first.end(code, code === null ? 'SIGSEGV' : null);
    await scene.until(() => scene.failures.length === 1);
    scene.supervisor.notice();
    expect(scene.failures).toEqual([code ?? 'SIGSEGV']);
    expect(scene.children).toHaveLength(1);
    scene.edit();
    await scene.newest();
    expect(scene.failures).toHaveLength(1);
    await scene.close();
  });

  it('tries again without an edit once what a child lacked is there', async () => {
    const scene = new Scene();
    let isThere: () => void = () => undefined;
    scene.retry = new Promise((resolve) => (isThere = resolve));
    (await scene.newest()).end(1);
    await scene.until(() => scene.failures.length === 1);
    isThere();
    await scene.until(() => scene.children.length === 2);
    expect(scene.failures).toEqual([1]);
    await scene.close();
  });

  it('waits for an edit after a child that could not be started', async () => {
    const scene = new Scene();
    const first = await scene.newest();
    first.emit('error', Object.assign(new Error('spawn'), { code: 'ENOENT' }));
    await scene.until(() => scene.failures.length === 1);
    expect(scene.failures).toEqual(['ENOENT']);
    first.end(null, 'none');
    scene.edit();
    await scene.newest();
    await scene.close();
  });

  it('passes every signal on, and ends once the child has', async () => {
    const scene = new Scene();
    scene.ignored = ['SIGINT'];
    const child = await scene.newest();
    scene.supervisor.stop('SIGINT');
    scene.supervisor.stop('SIGTERM');
    await scene.ended;
    expect(child.signals).toEqual(['SIGINT', 'SIGTERM']);
    expect(scene.failures).toEqual([]);
    expect(scene.children).toHaveLength(1);
  });

  it('ends at once while no child runs', async () => {
    const scene = new Scene();
    (await scene.newest()).end(1);
    await scene.until(() => scene.failures.length === 1);
    await scene.close();
    expect(scene.children).toHaveLength(1);
  });
});
